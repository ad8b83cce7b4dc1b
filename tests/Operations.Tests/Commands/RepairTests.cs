using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Operations.Tests.Commands;

/// <summary>Entries that the disk has damaged, and a backup that still has them.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly Scratch scratch = new();

    private string Data => scratch["data"];

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("sealed = CAST(sealed || x'00' AS BLOB)")]
    [InlineData("at = at + 1, time = 7")]
    [InlineData("checksum = checksum + 1")]
    public async Task Damaged_entries_are_put_back_and_what_came_since_the_backup_stays(string damage)
    {
        await GivenAsync();
        await SqlAsync($"UPDATE entries SET {damage} WHERE customer = 1 AND seq = 2");
        Assert.Equal(1, (await SiloProcess.RunAsync(["verify", "--data", Data])).Code);

        var (code, json) = await RepairAsync();

        Assert.Equal((0, 1, 0), (code, json.GetProperty("mended").GetInt32(), json.GetProperty("flaws").GetArrayLength()));
        Assert.Equal("""[{"customer":1,"seq":2,"unmended":null}]""", json.GetProperty("damaged").GetRawText());
        Assert.Equal("Ada 4", await NameAsync());
    }

    [Theory]
    [InlineData("sealed = x'00'", "seq = 4", "the backup does not have it")]
    [InlineData("sealed = x'00', checksum = 1", "seq = 2", "neither it nor its checksum agrees with the backup")]
    [InlineData("input_hash = 5", "seq = 2", "what it is found by is damaged too, or the backup is of another journal")]
    public async Task What_the_backup_can_not_vouch_for_stays_as_it_is_and_is_named(string damage, string which, string why)
    {
        await GivenAsync();
        await SqlAsync($"UPDATE entries SET {damage} WHERE customer = 1 AND {which}");

        var (code, json) = await RepairAsync();

        Assert.Equal((1, 0, 1), (code, json.GetProperty("mended").GetInt32(), json.GetProperty("flaws").GetArrayLength()));
        Assert.Equal(why, json.GetProperty("damaged")[0].GetProperty("unmended").GetString());
    }

    [Fact]
    public async Task A_working_host_and_a_backup_that_is_none_are_refused()
    {
        await GivenAsync();
        using (await SiloProcess.ServeAsync(Data)) await RefusedAsync("is in use", scratch["copy"]);
        await RefusedAsync("no finished backup", scratch["nothing"]);
        var journal = Path.Combine(scratch["copy"], "journal.db");
        await File.AppendAllTextAsync(journal, "x");
        await RefusedAsync("SHA-256 differs", scratch["copy"]);
        File.Delete(journal);
        await RefusedAsync("lacks its file 'journal.db'", scratch["copy"]);
    }

    /// <summary>Four entries of Ada, of which a backup has three.</summary>
    private async Task GivenAsync()
    {
        using var silo = await SiloProcess.ServeAsync(Data);
        for (var i = 1; i <= 4; i++)
        {
            await silo.EventAsync($$$"""{"specversion":"1.0","id":"{{{i}}}","source":"/test","type":"customer.updated","subject":"ada","data":{"name":"Ada {{{i}}}"}}""");
            if (i == 3) Assert.Equal(0, (await SiloProcess.RunAsync(["backup", scratch["copy"], "--data", Data])).Code);
        }
        Assert.Equal(0, await silo.TerminateAsync());
    }

    private async Task<(int Code, JsonElement Json)> RepairAsync()
    {
        var (code, output, error) = await SiloProcess.RunAsync(["repair", scratch["copy"], "--data", Data, "--json"]);
        Assert.True(output.Length > 0, error);
        return (code, JsonDocument.Parse(output).RootElement);
    }

    private async Task RefusedAsync(string why, string backup)
    {
        var (code, _, error) = await SiloProcess.RunAsync(["repair", backup, "--data", Data]);
        Assert.Equal(2, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    private async Task<string?> NameAsync()
    {
        using var silo = await SiloProcess.ServeAsync(Data);
        return (await silo.SendAsync(HttpMethod.Get, "/v1/customers/ada")).GetProperty("traits").GetProperty("name").GetString();
    }

    private async Task SqlAsync(string sql)
    {
        await using var journal = new SqliteConnection($"Data Source={Path.Combine(Data, "journal.db")};Pooling=False");
        await journal.OpenAsync();
        await using var command = journal.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
