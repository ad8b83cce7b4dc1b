using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Commands;

/// <summary>Backups of the real process while it works, and what is made of them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly Scratch scratch = new();

    private string Data => scratch["data"];

    private string MasterKey => Path.Combine(Data, "master.key");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_of_a_working_host_is_in_it()
    {
        List<string> before, all;
        using (var silo = await SiloProcess.ServeAsync(Data))
        {
            await using (var writing = await Writing.StartAsync(silo, untilAcknowledged: 500))
            {
                before = [.. writing.Acknowledged];
                await DoneAsync("backup", scratch["copy"], "--data", Data);
                while (writing.Acknowledged.Count < before.Count + 100) await Task.Delay(10);   // it went on
                all = [.. writing.Acknowledged];
            }
            Assert.Equal(0, await silo.TerminateAsync());
        }
        var restored = await DoneAsync("restore", scratch["copy"], "--data", scratch["restored"], "--master-key", MasterKey, "--json");
        Assert.Equal(0, restored.GetProperty("flaws").GetArrayLength());
        Assert.InRange(restored.GetProperty("entries").GetInt64(), before.Count, all.Count);
        Assert.Equal(restored.GetProperty("entries").GetInt64(), (await DoneAsync("verify", "--data", scratch["restored"], "--json")).GetProperty("entries").GetInt64());

        using var again = await SiloProcess.ServeAsync(scratch["restored"]);
        Assert.Equal((0, before.Count), await Writing.SendAsync(again, before));
        Assert.Equal("Customer 7", (await again.SendAsync(HttpMethod.Get, "/v1/customers/customer-7")).GetProperty("traits").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Keys_come_along_and_the_secret_of_webhooks_only_with_the_master_key()
    {
        await DoneAsync("keys", "add", "shop", "--scopes", "read", "--customer", "ada", "--data", Data);
        using (await SiloProcess.ServeAsync(Data))
        {
            await DoneAsync("backup", scratch["closed"], "--data", Data);
            await DoneAsync("backup", scratch["whole"], "--data", Data, "--include-master-key");
        }
        await DoneAsync("restore", scratch["closed"], "--data", scratch["one"], "--master-key", MasterKey);
        await DoneAsync("restore", scratch["whole"], "--data", scratch["two"]);
        string[] Kept(string directory) => [.. new[] { "api-keys.json", "webhook.secret" }.Where(name => File.Exists(Path.Combine(scratch[directory], name)))];
        Assert.Equal(["api-keys.json"], Kept("one"));
        Assert.Equal(["api-keys.json", "webhook.secret"], Kept("two"));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Data, "api-keys.json")), await File.ReadAllTextAsync(Path.Combine(scratch["one"], "api-keys.json")));
    }

    [Fact]
    public async Task Who_was_erased_after_the_backup_is_not_brought_back_where_the_erasure_is_listed()
    {
        string list;
        using (var silo = await SiloProcess.ServeAsync(Data))
        {
            await silo.EventAsync(Update("1", "ada"));
            await silo.EventAsync(Update("2", "bob"));
            await DoneAsync("backup", scratch["copy"], "--data", Data, "--include-master-key");
            await silo.SendAsync(HttpMethod.Delete, "/v1/customers/ada");
            list = (await SiloProcess.RunAsync(["erasures", "--data", Data])).Output;
            Assert.Equal(0, await silo.TerminateAsync());
        }
        Assert.DoesNotContain("\"ada\"", list, StringComparison.Ordinal);   // the letters alone may stand in a number
        await File.WriteAllTextAsync(scratch["erased.jsonl"], list);

        var with = await SiloProcess.RunAsync(["restore", scratch["copy"], "--data", scratch["without-ada"], "--erasures", scratch["erased.jsonl"]]);
        Assert.True(with.Code == 0, with.Error);
        Assert.Contains("1 persons who were erased since", with.Output, StringComparison.Ordinal);
        using (var silo = await SiloProcess.ServeAsync(scratch["without-ada"]))
        {
            Assert.Equal(410, await StatusAsync(silo, "/v1/customers/ada"));
            Assert.Equal(200, await StatusAsync(silo, "/v1/customers/bob"));
            using var late = new StringContent(Update("3", "ada"), new System.Net.Http.Headers.MediaTypeHeaderValue("application/cloudevents+json"));
            Assert.Equal(410, (int)(await silo.Http.PostAsync(new Uri("/v1/events", UriKind.Relative), late)).StatusCode);
        }
        var without = await SiloProcess.RunAsync(["restore", scratch["copy"], "--data", scratch["with-ada"]]);
        Assert.True(without.Code == 0, without.Error);
        Assert.Contains("unless you restore with --erasures", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_joined_to_an_erased_person_is_not_brought_back_either()
    {
        using (var silo = await SiloProcess.ServeAsync(Data))
        {
            await silo.EventAsync(Update("1", "anon:phone"));
            await silo.EventAsync("""{"specversion":"1.0","id":"2","source":"/test","type":"customer.identified","subject":"anon:phone","data":{"customer":"ada"}}""");
            await DoneAsync("backup", scratch["copy"], "--data", Data, "--include-master-key");
            await silo.SendAsync(HttpMethod.Delete, "/v1/customers/anon%3Aphone");
            await File.WriteAllTextAsync(scratch["erased.jsonl"], (await SiloProcess.RunAsync(["erasures", "--data", Data])).Output);
            Assert.Equal(0, await silo.TerminateAsync());
        }

        var restored = await DoneAsync("restore", scratch["copy"], "--data", scratch["without"], "--erasures", scratch["erased.jsonl"], "--json");

        Assert.Equal(0, restored.GetProperty("entries").GetInt64());
        Assert.Equal(0, await CountAsync(scratch["without"], "keys.db", "SELECT count(*) FROM keys WHERE key IN (1, 2)"));
        Assert.Equal(0, await CountAsync(scratch["without"], "journal.db", "SELECT count(*) FROM erasures"));
        using var again = await SiloProcess.ServeAsync(scratch["without"]);
        foreach (var id in (string[])["ada", "anon%3Aphone"]) Assert.Equal(410, await StatusAsync(again, "/v1/customers/" + id));
    }

    [Fact]
    public async Task Who_was_erased_while_the_backup_was_made_is_not_in_what_is_restored()
    {
        await GivenAsync("ada", "bob");
        // The journal's moment was before the erasure and that of the keys after it: the row is there, the key is gone, the erasure is listed.
        await SqlAsync("keys.db", "DELETE FROM keys WHERE key = 1");
        await SqlAsync("journal.db", "INSERT INTO tombstones SELECT id_hash, 'erasure-1', 'asked', 9000000000000000, 9100000000000000 FROM customers WHERE key = 1");
        await DoneAsync("backup", scratch["copy"], "--data", Data);
        await DoneAsync("restore", scratch["copy"], "--data", scratch["restored"], "--master-key", MasterKey);

        using var silo = await SiloProcess.ServeAsync(scratch["restored"]);
        Assert.Equal(410, await StatusAsync(silo, "/v1/customers/ada"));
        Assert.Equal(200, await StatusAsync(silo, "/v1/customers/bob"));
    }

    [Fact]
    public async Task An_erasure_while_a_backup_reads_is_carried_out_and_says_that_it_is_to_be_asked_for_again()
    {
        using var silo = await SiloProcess.ServeAsync(Data);
        await silo.EventAsync(Update("1", "ada"));
        await using (var reading = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "journal.db")};Pooling=False"))
        {
            await reading.OpenAsync();
            await using var moment = reading.BeginTransaction(deferred: true);
            await using var read = reading.CreateCommand();
            (read.Transaction, read.CommandText) = (moment, "SELECT count(*) FROM customers");
            Assert.Equal(1L, await read.ExecuteScalarAsync());
            Assert.Equal(500, (int)(await silo.Http.DeleteAsync(new Uri("/v1/customers/ada", UriKind.Relative))).StatusCode);
            Assert.Equal(410, await StatusAsync(silo, "/v1/customers/ada"));
        }
        Assert.Equal(410, (int)(await silo.Http.DeleteAsync(new Uri("/v1/customers/ada", UriKind.Relative))).StatusCode);
        Assert.Equal(0, await silo.TerminateAsync());
    }

    [Fact]
    public async Task A_directory_in_which_a_key_is_missing_makes_no_backup()
    {
        await GivenAsync("ada");
        await SqlAsync("keys.db", "DELETE FROM keys WHERE key = 1");

        await RefusedAsync(1, "Customer 1 has no key", "backup", scratch["copy"], "--data", Data);
        await RefusedAsync(2, "no finished backup", "restore", scratch["copy"], "--data", scratch["restored"], "--master-key", MasterKey);
    }

    [Fact]
    public async Task What_can_not_be_copied_or_restored_is_refused_and_leaves_nothing_behind()
    {
        await GivenAsync("ada");
        await RefusedAsync(2, "There is no journal.db", "backup", scratch["copy"], "--data", scratch["nowhere"]);
        await RefusedAsync(2, "not empty", "backup", Data, "--data", Data);
        await RefusedAsync(2, "no finished backup", "restore", scratch["nowhere"], "--data", scratch["restored"]);
        await DoneAsync("backup", scratch["copy"], "--data", Data);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(scratch["copy"]));

        string[] restore = ["restore", scratch["copy"], "--data", scratch["restored"]];
        await RefusedAsync(2, "The master key is not in the backup", restore);
        await RefusedAsync(2, "no such file", [.. restore, "--master-key", scratch["nothing.key"]]);
        await File.WriteAllTextAsync(scratch["other.key"], Convert.ToBase64String(new byte[32]));
        await RefusedAsync(2, "another master key", [.. restore, "--master-key", scratch["other.key"]]);
        await File.WriteAllTextAsync(scratch["bad.jsonl"], "{\"idHash\":\"zz\"}\n");
        await RefusedAsync(2, "line 1 is no erasure", [.. restore, "--master-key", MasterKey, "--erasures", scratch["bad.jsonl"]]);
        await RefusedAsync(2, "not empty", "restore", scratch["copy"], "--data", Data, "--master-key", MasterKey);

        var journal = Path.Combine(scratch["copy"], "journal.db");
        var bytes = await File.ReadAllBytesAsync(journal);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(journal, bytes);
        await RefusedAsync(2, "SHA-256 differs", [.. restore, "--master-key", MasterKey]);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(scratch.Path), path => path.Contains("restor", StringComparison.Ordinal));
    }

    private async Task GivenAsync(params string[] customers)
    {
        using var silo = await SiloProcess.ServeAsync(Data);
        foreach (var customer in customers) await silo.EventAsync(Update(customer, customer));
        Assert.Equal(0, await silo.TerminateAsync());
    }

    private static string Update(string id, string customer) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/test","type":"customer.updated","subject":"{{{customer}}}","data":{"name":"{{{customer}}} the person"}}""";

    private static async Task<int> StatusAsync(SiloProcess silo, string path)
    {
        using var answer = await silo.Http.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    private static async Task<long> CountAsync(string data, string file, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data, file)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task SqlAsync(string file, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, file)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static async Task<JsonElement> DoneAsync(params string[] arguments)
    {
        var run = await SiloProcess.RunAsync(arguments);
        Assert.True(run.Code == 0, run.Output + run.Error);
        return arguments.Contains("--json") ? JsonSerializer.Deserialize<JsonElement>(run.Output) : default;
    }

    private static async Task RefusedAsync(int code, string sentence, params string[] arguments)
    {
        var run = await SiloProcess.RunAsync(arguments);
        Assert.True(run.Code == code, $"{run.Code}: {run.Output}{run.Error}");
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
