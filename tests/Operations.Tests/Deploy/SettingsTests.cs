using System.Text.RegularExpressions;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>Secrets of the composition: none has a default, each is made anew, and none is written over.</summary>
public sealed partial class SettingsTests(ComposeSettings settings) : IClassFixture<ComposeSettings>
{
    private static readonly Dictionary<string, string> Example = Compose.ReadSettings(Path.Combine(Files.Root, ".env.example"));

    private static string[] Secrets => [.. Example.Keys.Where(name => Secret().IsMatch(name))];

    [Fact]
    public void Every_variable_is_in_the_example_and_none_else() =>
        Assert.Equal(Compose.Variables.Append("COMPOSE_PROFILES").Order(), Example.Keys.Order());

    [Fact]
    public void No_secret_has_a_default_and_without_it_nothing_starts()
    {
        Assert.Equal(["GRAFANA_PASSWORD", "JOURNEY_API_KEY", "JOURNEY_MASTER_KEY", "JOURNEY_WEBHOOK_SECRET", "POSTGRES_PASSWORD"], Secrets.Order());
        foreach (var secret in Secrets)
        {
            Assert.Equal("", Example[secret]);
            var others = settings.Values.ToDictionary(pair => pair.Key, pair => pair.Key == secret ? "" : pair.Value);
            Assert.StartsWith(secret, Assert.Throws<InvalidDataException>(() => Compose.With(others)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_of_a_service_that_is_secret_is_written_into_the_file() =>
        Assert.All(SecretLine().Matches(Compose.Text), line => Assert.Contains(":?", line.Value, StringComparison.Ordinal));

    [Fact]
    public async Task Each_is_made_anew_and_for_its_owner_alone()
    {
        using var other = new Scratch();
        File.Copy(Path.Combine(Files.Root, ".env.example"), other[".env.example"]);
        await Tool.RunAsync("sh", Path.Combine(Monitoring.Folder, "new-env.sh"), other.Path);
        var values = Compose.ReadSettings(other[".env"]);
        Assert.All(Secrets, secret => Assert.NotEqual(settings.Values[secret], values[secret]));
        Assert.All(Secrets, secret => Assert.True(values[secret].Length >= 43, secret));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(other[".env"]));
        Assert.Equal(Example.Where(pair => !Secrets.Contains(pair.Key)), values.Where(pair => !Secrets.Contains(pair.Key)));
    }

    [Fact]
    public async Task None_is_written_over()
    {
        var before = await File.ReadAllTextAsync(settings.File);
        var refused = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(settings.MakeAsync);
        Assert.Contains("is there already", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(settings.File));
    }

    [Fact]
    public void Neither_Git_nor_an_image_takes_them()
    {
        Assert.Contains("/.env", File.ReadAllLines(Path.Combine(Files.Root, ".gitignore")));
        Assert.Contains(".env", File.ReadAllLines(Path.Combine(Files.Root, ".dockerignore")));
    }

    [GeneratedRegex("KEY|SECRET|PASSWORD")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?m)^.*(?:_KEY|_SECRET|PASSWORD|Password).*[:=].*$")]
    private static partial Regex SecretLine();
}
