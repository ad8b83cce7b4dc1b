using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>What a query of Prometheus refers to. Whether it is one is for promtool to say.</summary>
internal static partial class PromQl
{
    private static readonly string[] Words = ["and", "or", "unless", "offset", "bool", "by", "without", "on", "ignoring", "group_left", "group_right"];

    /// <summary>Names of the series that it reads.</summary>
    public static IEnumerable<string> Series(string query) =>
        Name().Matches(Aside().Replace(WithoutTexts(query), " ")).Select(name => name.Value).Except(Words).Distinct();

    /// <summary>Names of the labels that it selects or groups by.</summary>
    public static IEnumerable<string> Labels(string query)
    {
        var bare = WithoutTexts(query);
        var selected = Braces().Matches(bare).SelectMany(braces => Matcher().Matches(braces.Value)).Select(matcher => matcher.Groups[1].Value);
        var grouped = Grouping().Matches(bare).SelectMany(grouping => grouping.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return selected.Concat(grouped).Distinct();
    }

    /// <summary>As Prometheus is asked, where Grafana has put in the values of its variables.</summary>
    public static string Filled(string query) =>
        query.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$host", ".*", StringComparison.Ordinal);

    private static string WithoutTexts(string query) => Text().Replace(query, "\"\"");

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"(\w+)\s*(?:=~|!~|!=|=)")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    /// <summary>What holds names that are none of series: selectors, groupings, durations.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\b(?:by|without|on|ignoring)\s*\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Aside();

    [GeneratedRegex(@"(?<![\w:.])[a-zA-Z_:][\w:]*(?!\w*\s*\()")]
    private static partial Regex Name();
}
