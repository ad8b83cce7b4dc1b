using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Conformance.Elsa;

/// <summary>Runs the cases of a folder's manifest.json: definitions, how they are driven, and what is expected.</summary>
internal static class ElsaSuite
{
    public static Tally Run(string folder, RunOptions options)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
        var (passed, failed, skipped) = (0, 0, 0);
        var unknown = options.Only.ToHashSet(StringComparer.Ordinal);
        foreach (var test in manifest.RootElement.EnumerateArray())
        {
            var id = test.GetProperty("case").GetString()!;
            unknown.Remove(id);
            if (!options.Wants(id)) continue;
            var outcome = Judge(folder, test, out var details);
            if (outcome == "skip") skipped++;
            else if (outcome == "ok") passed++;
            else failed++;
            if (options.Explain == id || (options.Failed && outcome == "FAIL")) Console.WriteLine($"{outcome,-4} {id} {details}");
            else if (outcome == "skip" && options.Failed) Console.WriteLine($"skip {id} {details}");
        }
        // A case that was asked for and is not there did not pass.
        foreach (var id in unknown) Console.WriteLine($"FAIL {id} is not in the manifest");
        return new Tally(passed, failed + unknown.Count, skipped);
    }

    private static string Judge(string folder, JsonElement test, out string details)
    {
        if (Unsupported(test) is { } reason)
        {
            details = reason;
            return "skip";
        }
        var all = Published(folder, test);
        var (plan, diagnostics) = (all[^1].Plan, all.SelectMany(r => r.Diagnostics).ToList());
        if (all.Any(r => r.Plan is null) || plan is null)
        {
            details = string.Join(' ', diagnostics.Select(d => d.Message));
            return "FAIL";
        }
        var run = new ElsaRun(plan, new JourneyCatalog(all.Select(r => r.Plan!)), diagnostics);
        run.Drive(test);
        var problems = Expectations.Check(test.GetProperty("expect"), run).ToArray();
        details = string.Join("\n     ", problems.Append(run.Describe()));
        return problems.Length == 0 ? "ok" : "FAIL";
    }

    /// <summary>All definitions of a case, published from the last to the first: the first is the one to start and may use the others.</summary>
    private static List<ReadResult> Published(string folder, JsonElement test)
    {
        var published = new List<PublishedDefinition>();
        var all = new List<ReadResult>();
        foreach (var file in test.GetProperty("definitions").EnumerateArray().Reverse())
        {
            var json = Definition(Path.Combine(folder, test.GetProperty("case").GetString()!, file.GetString()!), test.GetProperty("mode").GetString()!);
            var read = ElsaReader.Read(json, library: new DefinitionLibrary(published));
            published.Add(new PublishedDefinition(read.DefinitionId, read.Version, published.Count, json));
            all.Add(read);
        }
        return all;
    }

    /// <summary>The file as it is, but for the mode of its flowcharts: in Elsa that belongs to the run, here to the journey.</summary>
    private static byte[] Definition(string file, string mode)
    {
        if (mode == "CounterBased") return File.ReadAllBytes(file);
        var json = JsonNode.Parse(File.ReadAllBytes(file))!;
        if (json["customProperties"] is not JsonObject properties) json["customProperties"] = properties = [];
        properties["Flowchart:ExecutionMode"] = mode;
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    /// <summary>What this version does not run: said, not failed.</summary>
    private static string? Unsupported(JsonElement test) =>
        test.TryGetProperty("needs", out var needs) && needs.GetArrayLength() > 0 ? $"it needs {needs.GetRawText()}" : null;
}
