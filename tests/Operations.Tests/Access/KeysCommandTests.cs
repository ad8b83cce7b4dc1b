using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Access;

/// <summary><c>keys add|list|revoke</c>, and where a host may listen.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly Scratch data = new();

    public void Dispose() => data.Dispose();

    private Task<(int Code, string Output, string Error)> KeysAsync(params string[] arguments) => SiloProcess.RunAsync(["keys", .. arguments, "--data", data.Path]);

    [Fact]
    public async Task A_key_is_shown_once_and_never_again()
    {
        var (code, output, _) = await KeysAsync("add", "shop", "--scopes", "ingest,read", "--rate", "100", "--expires", "2099-01-01");
        var key = output.Trim().Split('\n')[^1].Trim();
        Assert.Equal(0, code);
        Assert.StartsWith("jo_", key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(data["api-keys.json"]), StringComparison.Ordinal);
        var (_, listed, _) = await KeysAsync("list");
        Assert.Contains("shop  ingest,read  100/s", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);
        Assert.Equal(0, (await KeysAsync("revoke", "shop")).Code);
        Assert.Contains("no API keys", (await KeysAsync("list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no scope 'write'", "add", "a", "--scopes", "read,write")]
    [InlineData("A key needs scopes", "add", "a", "--scopes", ",")]
    [InlineData("'--scopes' is required", "add", "a")]
    [InlineData("is no name for a key", "add", "a b", "--scopes", "read")]
    [InlineData("--rate must be at least 1", "add", "a", "--scopes", "read", "--rate", "0")]
    [InlineData("is in the past", "add", "a", "--scopes", "read", "--expires", "2020-01-01")]
    [InlineData("is no date", "add", "a", "--scopes", "read", "--expires", "soon")]
    [InlineData("There is no key 'a'", "revoke", "a")]
    [InlineData("Say what to do")]
    public async Task What_makes_no_sense_is_refused_and_changes_nothing(string message, params string[] arguments)
    {
        var (code, _, error) = await KeysAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(File.Exists(data["api-keys.json"]));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        Assert.Equal(0, (await KeysAsync("add", "shop", "--scopes", "read")).Code);
        var (code, _, error) = await KeysAsync("add", "shop", "--scopes", "admin");
        Assert.Equal((2, true), (code, error.Contains("a key 'shop' already", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{\"keys\":[", "is not a list of API keys")]
    [InlineData("{\"keys\":[{\"name\":\"a\",\"scopes\":[\"no\"],\"hash\":\"AA==\",\"created\":\"2026-01-01T00:00:00Z\"}]}", "There is no scope 'no'")]
    public async Task A_host_does_not_start_with_keys_that_it_cannot_read(string content, string message)
    {
        await File.WriteAllTextAsync(data["api-keys.json"], content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(data["api-keys.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (code, _, error) = await SiloProcess.RunAsync(["--urls", "http://127.0.0.1:0", "--data", data.Path]);
        Assert.Equal((2, true), (code, error.Contains(message, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Other_machines_are_let_near_only_with_keys()
    {
        var (code, _, error) = await SiloProcess.RunAsync(["--urls", "http://0.0.0.0:0", "--data", data.Path]);
        Assert.Equal((2, true), (code, error.Contains("keys add", StringComparison.Ordinal)));
        Assert.Equal(0, (await KeysAsync("add", "shop", "--scopes", "read")).Code);
        using var silo = await SiloProcess.ServeAsync(data.Path, "http://0.0.0.0:0");
        using var answer = await silo.Http.GetAsync(new Uri("/v1/customers", UriKind.Relative));
        Assert.Equal(401, (int)answer.StatusCode);
    }
}
