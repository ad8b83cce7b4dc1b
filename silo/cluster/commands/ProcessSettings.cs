using System.CommandLine;
using System.Net;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using JourneyOrchestrator.Silo.Serving;

namespace JourneyOrchestrator.Silo.Cluster.Commands;

/// <summary>What a process of the cluster is started with.</summary>
/// <param name="IsSilo">It has customers; else it has doors alone.</param>
/// <param name="Urls">Where its doors listen.</param>
/// <param name="Data">The directory of master key and API keys.</param>
/// <param name="Cluster">Which cluster of the database it belongs to.</param>
/// <param name="Address">Where other processes reach the silo.</param>
/// <param name="MemoryBytes">Memory for the silo's customers.</param>
/// <param name="Log">How the log is written.</param>
internal sealed record ProcessSettings(
    bool IsSilo, string Urls, string Data, PostgresSettings Postgres, string Cluster, IPAddress Address, int SiloPort, int GatewayPort, long MemoryBytes, bool AllowPrivateWebhooks, LogFormat Log)
{
    /// <summary>Feeds that silos read.</summary>
    public FeedList Feeds { get; init; } = new([]);

    private const int PortMax = 65_535;

    private static readonly Option<string> RoleOption = new("--role")
    {
        Description = "silo: it has customers, and doors; doors: it has doors alone.", DefaultValueFactory = _ => "silo",
    };

    public static Option<string> UrlsOption { get; } = new("--urls") { Description = "Addresses to listen at.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };

    private static readonly Option<string> DataOption = new("--data") { Description = "Directory of master key and API keys.", DefaultValueFactory = _ => "./data" };

    private static readonly Option<string> ClusterOption = new("--cluster") { Description = "Name of the cluster: the same for all its processes.", DefaultValueFactory = _ => "journeys" };

    private static readonly Option<string> AddressOption = new("--address")
    {
        Description = "IP address at which other processes of the cluster reach this silo.", DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<int> SiloPortOption = new("--silo-port") { Description = "Port for other silos.", DefaultValueFactory = _ => 11_111 };

    private static readonly Option<int> GatewayPortOption = new("--gateway-port") { Description = "Port for processes with doors alone.", DefaultValueFactory = _ => 30_000 };

    private static readonly Option<int> MemoryOption = new("--memory") { Description = "Memory for customers, in MiB.", DefaultValueFactory = _ => 512 };

    private static readonly Option<bool> AllowPrivateOption = new("--allow-private-webhooks") { Description = "Let webhooks call loopback and private addresses." };

    private static readonly Option<string?> FeedsOption = new("--feeds") { Description = "A file of feeds to read, the same for all silos: docs/feeds.md." };

    public static IReadOnlyList<Option> Options { get; } =
    [
        RoleOption, UrlsOption, DataOption, PostgresOption.FileOption, ClusterOption, AddressOption, SiloPortOption, GatewayPortOption, MemoryOption, AllowPrivateOption, FeedsOption, LogOption.Option,
    ];

    /// <exception cref="RefusedException">A setting can't be used.</exception>
    /// <exception cref="FeedException">The file of feeds can't be used.</exception>
    public static ProcessSettings From(ParseResult parsed)
    {
        var role = parsed.GetValue(RoleOption)!;
        if (role is not ("silo" or "doors")) throw new RefusedException($"--role {role}: there is no such role. Use silo or doors.");
        var data = parsed.GetValue(DataOption)!;
        if (data.Length == 0) throw new RefusedException("--data is empty. Name a directory.");
        var cluster = parsed.GetValue(ClusterOption)!;
        if (cluster.Length == 0) throw new RefusedException("--cluster is empty. Give it a name, the same for all its processes.");
        if (!IPAddress.TryParse(parsed.GetValue(AddressOption), out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            throw new RefusedException($"--address {parsed.GetValue(AddressOption)} is not an address at which others reach this machine. Use for instance 10.0.0.5.");
        var memory = parsed.GetValue(MemoryOption);
        if (memory < 1) throw new RefusedException($"--memory {memory}: use a number of MiB, at least 1.");
        var feeds = parsed.GetValue(FeedsOption);
        if (feeds is not null && role != "silo") throw new RefusedException("--feeds: silos read feeds. Give it to each of them, and leave it out with --role doors.");
        return new ProcessSettings(
            role == "silo", parsed.GetValue(UrlsOption)!, data, PostgresOption.Read(parsed), cluster, address, Port(parsed, SiloPortOption), Port(parsed, GatewayPortOption),
            memory * 1024L * 1024, parsed.GetValue(AllowPrivateOption), LogOption.Read(parsed)) { Feeds = feeds is null ? new([]) : FeedList.Read(feeds) };
    }

    private static int Port(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is > 0 and <= PortMax and var port ? port : throw new RefusedException($"{option.Name} {parsed.GetValue(option)}: use a port from 1 to {PortMax}.");
}
