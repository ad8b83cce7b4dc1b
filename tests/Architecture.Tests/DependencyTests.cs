namespace Architecture.Tests;

/// <summary>The arrows of ARCHITECTURE.md, read from the project files.</summary>
public sealed class DependencyTests
{
    private const string Workflows = "workflows", Grains = "grains", Doors = "client-api", Host = "silo";

    /// <summary>Programs that tests run as well.</summary>
    private static readonly string[] Programs = ["tests/Conformance", "tests/Simulation"];

    /// <summary>Libraries that any host can use; they may use each other.</summary>
    private static readonly string[] HostLibraries = ["silo/outbox", "silo/pumps", "silo/shards", "silo/subscriptions", "silo/telemetry", "silo/timers", "silo/topics"];

    /// <summary>For each room the rooms that it may use.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        [Workflows] = [],
        [Grains] = [Workflows],
        ["grains/orleans"] = [Grains],
        [Doors] = [Grains, Workflows],
        ["client-api/client"] = [],
        ["silo/sealing"] = [Grains, "silo/storage"],
        ["silo/sqlite"] = [Grains, "silo/storage"],
        ["silo/postgres"] = [Grains, "silo/storage"],
        ["silo/storage"] = [],
        ["silo/replay"] = [Grains],
        ["silo/feeds"] = [Grains, "silo/pumps", "silo/telemetry"],
        ["silo/outbox"] = [Grains, .. HostLibraries],
        ["silo/pumps"] = [],
        ["silo/shards"] = [Grains, .. HostLibraries],
        ["silo/subscriptions"] = [Grains, .. HostLibraries],
        ["silo/telemetry"] = [Grains],
        ["silo/timers"] = [Grains, .. HostLibraries],
        ["silo/topics"] = [Grains, .. HostLibraries],
        ["silo/serving"] = [Grains, Doors, "silo/postgres", "silo/storage", "silo/telemetry"],
        ["silo/cluster"] = [Grains, "grains/orleans", Doors, "silo/serving", "silo/sealing", "silo/postgres", "silo/storage", "silo/feeds", .. HostLibraries],
        [Host] = [Workflows, Grains, Doors, "silo/serving", "silo/sealing", "silo/sqlite", "silo/postgres", "silo/storage", "silo/replay", "silo/feeds", .. HostLibraries],
    };

    public static TheoryData<string> Projects => new(Repository.Files("*.csproj"));

    [Theory, MemberData(nameof(Projects))]
    public void A_project_uses_only_the_rooms_below_it(string project)
    {
        var room = RoomOf(project);
        if (IsTool(room))
        {
            Assert.DoesNotContain(References(project), reference => IsTool(reference) && !Programs.Contains(reference));
            return;
        }
        Assert.True(MayUse.TryGetValue(room, out var allowed), $"{room} is a new room: add it to ARCHITECTURE.md and to this test.");
        Assert.Empty(References(project).Except(allowed));
    }

    [Theory]
    [InlineData(Workflows)]
    [InlineData(Grains)]
    public void A_pure_room_has_the_banned_symbols_on(string room)
    {
        var project = Repository.Project(Assert.Single(Repository.Files("*.csproj"), file => RoomOf(file) == room));
        Assert.Equal("true", Assert.Single(project.Descendants("PureRoom")).Value);
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Empty(project.Descendants("NoWarn"));
    }

    [Theory]
    [InlineData(Workflows)]
    [InlineData(Grains)]
    public void No_file_of_a_pure_room_switches_the_ban_off(string room)
    {
        var files = Repository.Files("*.cs").Where(file => file.StartsWith(room + "/", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => File.ReadAllText(Repository.FullPath(file)).Contains(BannedSymbols.Rule, StringComparison.Ordinal));
    }

    /// <summary>Tests and measurements use whatever they need, and nobody uses them.</summary>
    private static bool IsTool(string room) => room.StartsWith("bench", StringComparison.Ordinal) || room.StartsWith("tests/", StringComparison.Ordinal);

    private static string RoomOf(string project) => Path.GetDirectoryName(project)!.Replace('\\', '/');

    private static string[] References(string project) =>
    [
        .. from reference in Repository.Project(project).Descendants("ProjectReference")
           let file = Path.Combine(Path.GetDirectoryName(Repository.FullPath(project))!, reference.Attribute("Include")!.Value)
           select RoomOf(Path.GetRelativePath(Repository.Root, Path.GetFullPath(file))),
    ];
}
