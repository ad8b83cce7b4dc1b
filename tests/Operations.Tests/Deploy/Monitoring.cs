using System.Text.Json.Nodes;
using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared.Deploy;

namespace JourneyOrchestrator.Operations.Tests.Deploy;

/// <summary>An alert of <c>alerts.yml</c>.</summary>
internal sealed record Alert(string Name, string Query, string? For, string? Severity, string? Summary, string? Runbook);

/// <summary>The files in <c>deploy/</c> that say what is looked at.</summary>
internal static class Monitoring
{
    public static string Folder { get; } = Path.Combine(Files.Root, "deploy");

    public static string AlertFile { get; } = Path.Combine(Folder, "prometheus", "alerts.yml");

    public static string AlertTestFile { get; } = Path.Combine(Folder, "prometheus", "alerts.test.yml");

    public static IReadOnlyList<Alert> Alerts { get; } =
    [
        .. from rule in Items(Yaml.Read(AlertFile)["groups"]).SelectMany(part => Items(part["rules"]))
           let notes = rule["annotations"]
           select new Alert(Text(rule["alert"])!, Text(rule["expr"])!, Text(rule["for"]), Text(rule["labels"]?["severity"]), Text(notes?["summary"]), Text(notes?["runbook"])),
    ];

    public static IReadOnlyDictionary<string, JsonObject> Dashboards { get; } =
        Directory.GetFiles(Path.Combine(Folder, "grafana"), "*.json").ToDictionary(file => Path.GetFileName(file), file => JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    /// <summary>Whatever Prometheus is asked, with who asks it.</summary>
    public static IEnumerable<(string Who, string Query)> Queries() =>
        Alerts.Select(alert => (alert.Name, alert.Query)).Concat(Dashboards.SelectMany(board => Items(board.Value["panels"]).SelectMany(panel =>
            Items(panel["targets"]).Select(target => ($"{board.Key}: {Text(panel["title"])}", Text(target["expr"])!)))));

    public static IEnumerable<JsonNode> Items(JsonNode? list) => list?.AsArray().Select(item => item!) ?? [];

    public static string? Text(JsonNode? value) => value?.ToString();
}
