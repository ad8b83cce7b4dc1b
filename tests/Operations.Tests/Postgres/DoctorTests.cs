using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;
using Npgsql;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>What <c>doctor</c> says of a journal in PostgreSQL and of its server.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly Scratch scratch = new();

    public DoctorTests() => PostgresHost.SkipWhereMissing();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task A_server_in_good_order_and_a_journal_beside_a_running_host_are_well()
    {
        var database = PostgresServer.Shared.NewDatabase();
        Assert.Equal("will be made at the first start", (await LookAsync(database, "journal")).Found);
        using var silo = await PostgresHost.ServeAsync(scratch["data"], database);
        await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));

        var server = await LookAsync(database, "PostgreSQL");

        Assert.Equal((true, false), (server.Ok, server.Warns));
        Assert.Matches(@"^\d+(\.\d+)+ at 127\.0\.0\.1:\d+/\w+, synchronous_commit = on, \d+ connections left, ", server.Found);
        var journal = await LookAsync(database, "journal");
        Assert.Equal((true, false), (journal.Ok, journal.Warns));
        Assert.StartsWith("schema version ", journal.Found, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("INSERT INTO timers(due, customer, timer) VALUES(1, 1, 1)", true, "the oldest timer has been due for")]
    [InlineData("INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed, dead) VALUES('a', 1, 'x', 1, 1, 1, 0, '', true)", true, "1 dead letters")]
    [InlineData("INSERT INTO outbox(id, customer, kind, not_before, next_try, use_until, supersession, sealed) VALUES('a', 1, 'x', 1, 1, 1, 0, '')", true, "1 effects wait")]
    [InlineData("INSERT INTO erasures VALUES(1)", true, "1 erasures are not finished")]
    [InlineData("UPDATE entries SET at = at + 86400000000", false, "the clock was set back")]
    [InlineData("INSERT INTO schema_versions(version) VALUES(999)", false, "schema version 999; this program knows")]
    public async Task It_says_what_somebody_has_to_look_at(string change, bool ok, string said)
    {
        var database = PostgresServer.Shared.NewDatabase();
        using (var silo = await PostgresHost.ServeAsync(scratch["data"], database))
        {
            await silo.EventAsync(PostgresHost.Renaming("1", "Ada"));
            Assert.Equal(0, await silo.TerminateAsync());
        }
        await ExecuteAsync(database, change);

        var journal = await LookAsync(database, "journal");

        Assert.Equal((ok, ok), (journal.Ok, journal.Warns));
        Assert.Contains(said, journal.Found, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("full_page_writes = off", "full_page_writes = off")]
    [InlineData("autovacuum = off", "autovacuum or track_counts is off")]
    [InlineData("max_connections = 10", "fewer than 10 connections are left")]
    public async Task Settings_of_the_server_that_endanger_the_journal_are_warned_of(string setting, string said)
    {
        using var server = PostgresServer.OfItsOwn(setting);

        var found = await LookAsync(server.NewDatabase(), "PostgreSQL");

        Assert.Equal((true, true), (found.Ok, found.Warns));
        Assert.Contains(said, found.Found, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_does_not_sync_fails_and_one_whose_standby_is_not_waited_for_is_warned_of()
    {
        using (var server = PostgresServer.OfItsOwn("fsync = off"))
        {
            var found = await LookAsync(server.NewDatabase(), "PostgreSQL");
            Assert.False(found.Ok);
            Assert.Contains("fsync = off", found.Found, StringComparison.Ordinal);
        }
        using var local = PostgresServer.OfItsOwn("synchronous_commit = local", "synchronous_standby_names = 'second'");
        Assert.Contains("does not wait for the standby's disk", (await LookAsync(local.NewDatabase(), "PostgreSQL")).Found, StringComparison.Ordinal);
    }

    private async Task<(bool Ok, bool Warns, string Found)> LookAsync(string database, string what)
    {
        var (_, output, _) = await PostgresHost.RunAsync(scratch["data"], database, "doctor", "--urls", "http://127.0.0.1:0", "--json");
        Assert.DoesNotContain(PostgresHost.Password, output, StringComparison.Ordinal);
        var check = JsonSerializer.Deserialize<JsonElement>(output).GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("what").GetString() == what);
        return (check.GetProperty("ok").GetBoolean(), check.GetProperty("warning").GetBoolean(), check.GetProperty("found").GetString()!);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
