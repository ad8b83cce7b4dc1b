using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>The real host on a real database: what it knows is there, and it refuses a data directory that does not go with it.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly Scratch scratch = new();

    public StoreTests() => PostgresHost.SkipWhereMissing();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task What_a_killed_host_acknowledged_the_next_one_knows_and_nothing_of_it_is_in_files()
    {
        var (data, database) = (scratch["data"], PostgresServer.Shared.NewDatabase());
        string said;
        using (var silo = await PostgresHost.ServeAsync(data, database))
        {
            await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));
            said = silo.Output;
        }

        using var again = await PostgresHost.ServeAsync(data, database);
        var card = await again.SendAsync(HttpMethod.Get, "/v1/customers/ada");
        Assert.Equal("Ada", card.GetProperty("traits").GetProperty("name").GetString());
        var repeated = await again.EventAsync(PostgresHost.Renaming("1", "Ada"));
        Assert.Equal(1, repeated.GetProperty("duplicates").GetInt32());
        Assert.Contains("Data in PostgreSQL at 127.0.0.1", said, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresHost.Password, said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(data, "*.db*"));
        Assert.Equal(0, await again.TerminateAsync());

        var (code, output, error) = await PostgresHost.RunAsync(data, database, "verify");
        Assert.True(code == 0, output + error);
        Assert.Contains("1 customers, 1 entries folded", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_connection_string_may_be_in_a_file_that_others_can_not_read()
    {
        var file = scratch["connection"];
        await File.WriteAllTextAsync(file, PostgresHost.At(PostgresServer.Shared.NewDatabase()).Value + "\n");
        string[] arguments = ["--store", "postgres", "--postgres-file", file, "--data", scratch["data"], "--urls", "http://127.0.0.1:0"];
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            var (code, _, error) = await SiloProcess.RunAsync(arguments);
            Assert.Equal(2, code);
            Assert.Contains("chmod 640", error, StringComparison.Ordinal);
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }

        using var silo = await SiloProcess.ServeAsync(scratch["data"], "http://127.0.0.1:0", ["--store", "postgres"], ("JOURNEY_POSTGRES_FILE", file));
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));
    }

    [SkippableFact]
    public async Task Keys_may_be_in_a_database_of_their_own()
    {
        var (journal, keys) = (PostgresServer.Shared.NewDatabase(), PostgresServer.Shared.NewDatabase());
        using var silo = await SiloProcess.ServeAsync(
            scratch["data"], "http://127.0.0.1:0", ["--store", "postgres"], PostgresHost.At(journal), ("JOURNEY_POSTGRES_KEYS", keys), ("JOURNEY_POSTGRES_KEYS_SCHEMA", "vault"));
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));

        Assert.Equal(1024, await CountAsync(keys, "SELECT count(*) FROM vault.keys"));
        Assert.Equal(0, await CountAsync(journal, "SELECT count(*) FROM pg_namespace WHERE nspname IN ('keys', 'vault')"));
        Assert.Equal(1, await CountAsync(journal, "SELECT count(*) FROM entries"));
    }

    [SkippableFact]
    public async Task A_data_directory_belongs_to_one_journal()
    {
        var (one, other) = (PostgresServer.Shared.NewDatabase(), PostgresServer.Shared.NewDatabase());
        (await PostgresHost.ServeAsync(scratch["one"], one)).Dispose();
        (await PostgresHost.ServeAsync(scratch["other"], other)).Dispose();
        (await SiloProcess.ServeAsync(scratch["files"])).Dispose();

        await PostgresHost.RefusesAsync("belongs to another journal", scratch["one"], other);
        await PostgresHost.RefusesAsync("holds a journal of SQLite", scratch["files"], one);
        var (code, _, error) = await SiloProcess.RunAsync(["--data", scratch["one"], "--urls", "http://127.0.0.1:0"]);
        Assert.True(code == 2, error);
        Assert.Contains("Use --store postgres", error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_directory_must_bring_the_keys_and_secrets_of_the_first()
    {
        var (database, there) = (PostgresServer.Shared.NewDatabase(), scratch["there"]);
        (await PostgresHost.ServeAsync(scratch["here"], database)).Dispose();
        Directory.CreateDirectory(there);

        await PostgresHost.RefusesAsync("Copy webhook.secret", there, database);
        File.Copy(Path.Combine(scratch["here"], "webhook.secret"), Path.Combine(there, "webhook.secret"));
        await PostgresHost.RefusesAsync("master.key is missing", there, database);
        var own = Path.Combine(there, "master.key");
        await File.WriteAllTextAsync(own, Convert.ToBase64String(new byte[32]));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await PostgresHost.RefusesAsync("another master key", there, database);
        File.Copy(Path.Combine(scratch["here"], "master.key"), own, overwrite: true);
        (await PostgresHost.ServeAsync(there, database)).Dispose();
    }

    [SkippableFact]
    public async Task Another_webhook_secret_is_refused_until_somebody_says_that_receivers_have_it()
    {
        var (database, here) = (PostgresServer.Shared.NewDatabase(), scratch["here"]);
        (await PostgresHost.ServeAsync(here, database)).Dispose();
        var (secret, before) = (Path.Combine(here, "webhook.secret"), scratch["before"]);
        File.Move(secret, before);

        // It makes one by itself, as for a new directory.
        await PostgresHost.RefusesAsync("is another one than the journal in", here, database);
        (await SiloProcess.ServeAsync(here, "http://127.0.0.1:0", ["--store", "postgres", "--new-webhook-secret"], PostgresHost.At(database))).Dispose();
        (await PostgresHost.ServeAsync(here, database)).Dispose();
        File.Move(before, secret, overwrite: true);
        await PostgresHost.RefusesAsync("start once with --new-webhook-secret", here, database);
    }

    [SkippableFact]
    public async Task What_can_not_be_used_is_refused_with_a_sentence()
    {
        await PostgresHost.RefusesAsync("can't be used", scratch["data"], "Host=127.0.0.1;Port=1;Database=x;Username=y");
        await PostgresHost.RefusesAsync("lacks Host or Database", scratch["data"], "Username=y");
        await PostgresHost.RefusesAsync("can't be read", scratch["data"], "Host=127.0.0.1;Sesame=open");

        var database = PostgresServer.Shared.NewDatabase();
        using var silo = await PostgresHost.ServeAsync(scratch["data"], database);
        await PostgresHost.RefusesAsync("in use by another process", scratch["data"], database);
    }

    [SkippableFact]
    public async Task A_replay_into_a_database_needs_a_directory_for_its_keys()
    {
        var (code, _, error) = await SiloProcess.RunAsync(["replay", "orders", "--store", "postgres"], PostgresHost.At("Host=127.0.0.1;Database=x"));

        Assert.Equal(2, code);
        Assert.Contains("needs --data", error, StringComparison.Ordinal);
    }

    private static async Task<long> CountAsync(string connection, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
