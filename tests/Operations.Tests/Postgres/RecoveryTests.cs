using System.Net;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>A base backup and the archived log put a database back to a moment, as docs/operations.md says; who was erased since is erased again.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly Scratch scratch = new();

    public RecoveryTests() => PostgresHost.SkipWhereMissing();

    public void Dispose() => scratch.Dispose();

    [SkippableFact]
    public async Task A_database_is_put_back_to_a_moment_and_whoever_was_erased_since_stays_erased()
    {
        using var server = PostgresServer.OfItsOwn();
        var (data, database, list) = (scratch["data"], server.NewDatabase(), scratch["erased.jsonl"]);
        string moment;
        using (var silo = await PostgresHost.ServeAsync(data, database))
        {
            await silo.EventAsync(Renaming("ada", "1", "Ada"));
            await silo.TerminateAsync();
        }
        server.BackUp();
        using (var silo = await PostgresHost.ServeAsync(data, database))
        {
            await silo.EventAsync(Renaming("ada", "2", "Ada Lovelace"));
            await silo.EventAsync(Renaming("bob", "3", "Bob"));
            moment = server.Now();
            await silo.EventAsync(Renaming("ada", "4", "damaged"));
            await silo.SendAsync(HttpMethod.Delete, "/v1/customers/bob");
            var (code, lines, _) = await PostgresHost.RunAsync(data, database, "erasures");
            Assert.Equal(0, code);
            await File.WriteAllTextAsync(list, lines);
            await silo.TerminateAsync();
        }

        server.RecoverTo(moment);

        await SaysAsync("2 customers, 3 entries folded", data, database, "verify");
        await SaysAsync("1 persons were in it again", data, database, "erasures", "--apply", list);
        await SaysAsync("1 customers, 2 entries folded", data, database, "verify");
        using var again = await PostgresHost.ServeAsync(data, database);
        var card = await again.SendAsync(HttpMethod.Get, "/v1/customers/ada");
        Assert.Equal("Ada Lovelace", card.GetProperty("traits").GetProperty("name").GetString());
        using var bob = await again.Http.GetAsync(new Uri("/v1/customers/bob", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Gone, bob.StatusCode);
        await again.EventAsync(Renaming("carol", "5", "Carol"));
    }

    [SkippableTheory]
    [InlineData("backup", "pg_basebackup")]
    [InlineData("restore", "'erasures --apply' and 'verify'")]
    public async Task What_the_tools_of_PostgreSQL_do_is_left_to_them(string command, string sentence)
    {
        var (code, _, error) = await PostgresHost.RunAsync(scratch["data"], "Host=127.0.0.1;Database=x", command, scratch["backup"]);

        Assert.Equal(2, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Doctor_looks_at_the_server()
    {
        await SaysAsync("ok    PostgreSQL: 1", scratch["data"], PostgresServer.Shared.NewDatabase(), "doctor", "--urls", "http://127.0.0.1:0");

        var (code, output, _) = await PostgresHost.RunAsync(scratch["data"], "Host=127.0.0.1;Port=1;Database=x", "doctor", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("FAIL  PostgreSQL: PostgreSQL at 127.0.0.1:1/x can't be used", output, StringComparison.Ordinal);
    }

    private static async Task SaysAsync(string sentence, string data, string database, params string[] arguments)
    {
        var (code, output, error) = await PostgresHost.RunAsync(data, database, arguments);
        Assert.True(code == 0, output + error);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresHost.Password, output + error, StringComparison.Ordinal);
    }

    private static string Renaming(string who, string id, string name) => PostgresHost.Renaming(id, name).Replace("\"ada\"", $"\"{who}\"", StringComparison.Ordinal);
}
