using JourneyOrchestrator.Silo.Postgres.Keys;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

/// <summary>The contract, kept by the keys in PostgreSQL, each test in a database of its own; and what is asked of keys that several hosts share.</summary>
public sealed class PostgresKeysTests : PersonKeysContract
{
    private readonly HandClock _clock = new();
    private string? _connection;

    protected override string? Missing => PostgresServer.Missing;

    private string Connection => _connection ??= PostgresServer.Shared.NewDatabase();

    protected override async Task<PersonKeys> OpenAsync(MasterKey master, long lastUsed, int batch) =>
        PersonKeys.Open(await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(Connection)), master, lastUsed, batch, _clock);

    [SkippableFact]
    public async Task Hosts_that_share_the_table_never_give_the_same_number()
    {
        using var here = await OpenAsync(batch: 16);
        using var there = await OpenAsync(batch: 16);
        var (mine, others) = (new long[500], new long[500]);

        Parallel.Invoke(() => Parallel.For(0, mine.Length, i => mine[i] = here.Allocate()), () => Parallel.For(0, others.Length, i => others[i] = there.Allocate()));

        Assert.Equal(mine.Length + others.Length, mine.Concat(others).Distinct().Count());
    }

    [SkippableFact]
    public async Task What_one_host_seals_another_one_opens()
    {
        using var here = await OpenAsync();
        using var there = await OpenAsync();
        var ada = here.Allocate();

        Assert.Equal(Value, TryOpen(there, ada, Seal(here, ada, Value)));
    }

    [SkippableFact]
    public async Task A_key_that_another_host_destroyed_is_out_of_memory_at_the_next_look()
    {
        using var here = await OpenAsync();
        using var there = await OpenAsync();
        var (ada, bob) = (here.Allocate(), here.Allocate());
        there.Open(ada)!.Dispose();   // in its memory now
        there.Open(bob)!.Dispose();

        here.Destroy(ada);
        _clock.Pass(PersonKeys.LookTime);

        Assert.Null(there.Open(ada));
        Assert.Null(here.Open(ada));
        Assert.NotNull(there.Open(bob));
    }

    [SkippableFact]
    public async Task Keys_that_were_fetched_are_in_memory_unless_they_were_destroyed()
    {
        using var server = PostgresServer.OfItsOwn();
        _connection = server.NewDatabase();
        using var here = await OpenAsync();
        using var there = await OpenAsync();
        var (ada, bob, eve) = (here.Allocate(), here.Allocate(), here.Allocate());
        here.Destroy(eve);
        await Task.WhenAll(there.FetchAsync(ada).AsTask(), there.FetchAsync(bob).AsTask(), there.FetchAsync(eve).AsTask());
        Assert.Null(there.Open(eve));

        server.Kill();
        Assert.NotNull(there.Open(ada));
        Assert.NotNull(there.Open(bob));
    }

    [SkippableFact]
    public async Task A_host_that_can_not_look_does_not_use_the_keys_in_its_memory()
    {
        using var server = PostgresServer.OfItsOwn();
        _connection = server.NewDatabase();
        using var keys = await OpenAsync();
        var ada = keys.Allocate();
        server.Kill();

        keys.Open(ada)!.Dispose();
        _clock.Pass(PersonKeys.LookTime);
        Assert.ThrowsAny<NpgsqlException>(() => keys.Open(ada));

        server.Start();
        Assert.NotNull(await UntilItOpensAsync(keys, ada));
    }

    [SkippableFact]
    public async Task Hosts_that_start_together_agree_on_one_master_key()
    {
        _connection = PostgresServer.Shared.NewDatabase();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            try
            {
                (await OpenAsync(MasterKey.FromBytes([(byte)i, .. new byte[31]], "test"), 0, 4)).Dispose();
                return true;
            }
            catch (MasterKeyException)
            {
                return false;
            }
        })));

        Assert.Single(opened, true);
    }

    [SkippableFact]
    public async Task Keys_that_a_host_made_ahead_and_did_not_use_are_used_by_nobody()
    {
        using (var keys = await OpenAsync(batch: 8)) Assert.Equal(1, keys.Allocate());

        using var again = await OpenAsync(lastUsed: 1, batch: 8);

        Assert.Equal(9, again.Allocate());
    }

    [SkippableFact]
    public async Task The_schema_may_have_any_name_and_leaves_the_others_alone()
    {
        await using var table = NpgsqlDataSource.Create(Connection);
        using (var keys = PersonKeys.Open(await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(Connection) { Schema = "the \"keys\"" }), Master, 0, 2)) keys.Allocate();

        await using var count = table.CreateCommand("SELECT count(*) FROM \"the \"\"keys\"\"\".keys");
        Assert.Equal(2L, await count.ExecuteScalarAsync());
        await using var others = table.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        Assert.Equal(0L, await others.ExecuteScalarAsync());
    }

    [SkippableFact]
    public async Task A_lost_master_key_is_not_replaced_while_keys_depend_on_it()
    {
        using var directory = new TemporaryDirectory();
        using (var made = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(Connection)))
            PersonKeys.Open(made, MasterKey.ForTable(directory.Path, made), 0, 2).Dispose();
        File.Delete(directory.File(MasterKey.FileName));
        using var table = await PostgresKeyTable.OpenAsync(new PostgresKeyOptions(Connection));

        var error = Assert.Throws<MasterKeyException>(() => MasterKey.ForTable(directory.Path, table));

        Assert.Contains("schema 'keys'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.File(MasterKey.FileName)));
    }

    /// <summary>The first calls after the server came back may meet connections that went with it.</summary>
    private static async Task<JourneyOrchestrator.Grains.Ports.IPersonSeal?> UntilItOpensAsync(PersonKeys keys, long customer)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return keys.Open(customer);
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
