using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Tests.Shared;

/// <summary>Where a host that was started with port 0 says that it listens: a port that was looked up before may be somebody else's by then.</summary>
internal static partial class ListeningAddress
{
    /// <summary>Null: it does not listen yet.</summary>
    public static Uri? In(string output) =>
        Line().Match(output) is { Success: true } listening ? new Uri(listening.Groups[1].Value.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) : null;

    [GeneratedRegex(@"Now listening on: (http://(?:127\.0\.0\.1|0\.0\.0\.0):\d+)[\s""]")]
    private static partial Regex Line();
}
