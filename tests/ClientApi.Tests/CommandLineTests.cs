using JourneyOrchestrator.Silo.Commands;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Serving;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class CommandLineTests
{
    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080;http://[::1]:5080")]
    public void Loopback_addresses_are_listened_at(string urls) => Assert.NotEmpty(ListenAddresses.Check(urls, keys: false));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://example.org:5080")]
    [InlineData("http://127.0.0.1:5080;http://192.168.1.2:5080")]
    [InlineData("http://localhost.example.org:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080/base")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Other_addresses_are_refused(string urls) => Assert.Throws<RefusedException>(() => ListenAddresses.Check(urls, keys: false));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://127.0.0.1:5080;http://192.168.1.2:5080")]
    public void With_keys_every_address_of_this_machine_is_listened_at(string urls) => Assert.NotEmpty(ListenAddresses.Check(urls, keys: true));

    [Theory]
    [InlineData("http://example.org:5080")]
    [InlineData("https://0.0.0.0:5080")]
    [InlineData("http://0.0.0.0:5080/base")]
    [InlineData("nonsense")]
    public void What_is_no_address_is_refused_with_keys_too(string urls) => Assert.Throws<RefusedException>(() => ListenAddresses.Check(urls, keys: true));

    [Theory]
    [InlineData(2, "needs a connection string", "--store", "postgres")]
    [InlineData(2, "no file no-such-file", "--store", "postgres", "--postgres-file", "no-such-file")]
    [InlineData(2, "goes with --store postgres", "--postgres-file", "no-such-file")]
    [InlineData(2, "no such store", "--store", "oracle")]
    [InlineData(2, "at least 1", "--memory", "0")]
    [InlineData(2, "no such format. Use text or json", "--log", "xml")]
    [InlineData(2, "how many times real time", "demo", "--speed", "0")]
    [InlineData(2, "--bogus", "--bogus")]
    [InlineData(2, "Say what to do", "keys")]
    [InlineData(2, "--scopes", "keys", "add", "x")]
    [InlineData(2, "no scope 'reed'", "keys", "add", "x", "--scopes", "reed", "--data", "no-such-directory")]
    [InlineData(2, "letters, digits", "keys", "add", "x y", "--scopes", "read", "--data", "no-such-directory")]
    [InlineData(2, "the scopes of 'x'", "keys", "add", "x", "--scopes", ",", "--data", "no-such-directory")]
    [InlineData(2, "concerns all", "keys", "add", "x", "--scopes", "read,admin", "--customer", "ada", "--data", "no-such-directory")]
    [InlineData(2, "is past", "keys", "add", "x", "--scopes", "read", "--expires", "2001-01-01", "--data", "no-such-directory")]
    [InlineData(2, "use a date", "keys", "add", "x", "--scopes", "read", "--expires", "soon", "--data", "no-such-directory")]
    [InlineData(2, "rate of 'x'", "keys", "add", "x", "--scopes", "read", "--rate", "0", "--data", "no-such-directory")]
    [InlineData(2, "Say what to do", "journeys")]
    [InlineData(2, "no-such-file", "journeys", "check", "no-such-file.json")]
    [InlineData(2, "no journal", "verify", "--data", "no-such-directory")]
    public async Task What_can_not_be_done_is_refused_with_2_and_a_sentence(int code, string sentence, params string[] arguments)
    {
        var run = await SiloRun.RunAsync(arguments);

        Assert.Equal(code, run.Code);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1")]
    public async Task A_server_that_is_no_address_is_refused_with_2(string server)
    {
        var run = await SiloRun.RunAsync("journeys", "push", Beside("parcel.json"), "--server", server);

        Assert.Equal(2, run.Code);
        Assert.Contains("--server " + server, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure()
    {
        var run = await SiloRun.RunAsync("journeys", "push", Beside("parcel.json"), "--server", "http://127.0.0.1:1");

        Assert.True(run.Code == 1, run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_is_none_or_holds_something_else_is_refused_with_2()
    {
        var file = Path.GetTempFileName();
        var directory = Directory.CreateTempSubdirectory("journey-damaged-").FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "journal.db"), new string('x', 4096));
        foreach (var data in new[] { file, directory })
        {
            var run = await SiloRun.RunAsync("--urls", "http://127.0.0.1:0", "--data", data);
            Assert.Equal(2, run.Code);
            Assert.Contains(data, run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
        File.Delete(file);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Doctor_finds_a_key_that_others_may_read_and_makes_none_itself()
    {
        var data = Directory.CreateTempSubdirectory("journey-doctor-").FullName;
        string[] doctor = ["doctor", "--data", data, "--urls", "http://127.0.0.1:0"];
        var well = await SiloRun.RunAsync(doctor);
        Assert.True(well.Code == 0, well.Output + well.Error);
        Assert.Empty(Directory.GetFiles(data));

        await File.WriteAllTextAsync(Path.Combine(data, "master.key"), Convert.ToBase64String(new byte[32]));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(data, "master.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var ill = await SiloRun.RunAsync(doctor);
        Directory.Delete(data, recursive: true);

        if (!OperatingSystem.IsWindows()) Assert.Equal(1, ill.Code);
        if (!OperatingSystem.IsWindows()) Assert.Contains("chmod 600", ill.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_checked_together_may_use_each_other()
    {
        var folder = Directory.CreateTempSubdirectory("journey-check-").FullName;
        var (part, whole) = (Path.Combine(folder, "part.json"), Path.Combine(folder, "whole.json"));
        await File.WriteAllTextAsync(part, """{"definitionId":"part","options":{"usableAsActivity":true},"root":{"id":"s","type":"Elsa.Sequence"}}""");
        await File.WriteAllTextAsync(whole, """{"definitionId":"whole","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"use","type":"Part","workflowDefinitionId":"part"}]}}""");
        var (together, alone) = (await SiloRun.RunAsync("journeys", "check", whole, part), await SiloRun.RunAsync("journeys", "check", whole));
        Directory.Delete(folder, recursive: true);

        Assert.True(together.Code == 0, together.Output);
        Assert.Equal(1, alone.Code);
        Assert.Contains("error J801 at use", alone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_definition_checks_with_0_and_a_bad_one_with_1_and_its_diagnostics()
    {
        var bad = Path.Combine(Path.GetTempPath(), $"bad-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(bad, """{"definitionId":"bad","name":"Bad","root":{"id":"x","type":"Acme.Unknown","version":1}}""");
        var good = await SiloRun.RunAsync("journeys", "check", Beside("parcel.json"), Beside("journeys/rail-trip.json"));
        var refused = await SiloRun.RunAsync("journeys", "check", bad);
        File.Delete(bad);

        Assert.True(good.Code == 0, good.Output);
        Assert.Equal(1, refused.Code);
        Assert.Contains("error", refused.Output, StringComparison.Ordinal);
        Assert.Contains("at x", refused.Output, StringComparison.Ordinal);
    }
}
