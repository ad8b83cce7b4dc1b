using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>Runs the scenarios of a folder (case-scenario/1): deploys their models, does their steps, and compares what they see.</summary>
internal static class CmmnSuite
{
    /// <summary>Facts of the engines' programming interfaces without a meaning in CMMN, which a runner may leave out.</summary>
    private static readonly string[] InterfaceOnly =
        ["HistoryLevelServiceTest-testTaskLevelTwoTasks", "CmmnTaskServiceTest-testOneHumanTaskCaseScopeExpression", "CmmnTaskServiceTest-testOneHumanTaskCompleteSetCaseName"];

    private static readonly string[] Supported = ["listener-repetition", "exit-type", "counter-variable", "trigger-mode"];

    /// <summary>One scenario of a file; a file holds one, or a list of them.</summary>
    public sealed record Scenario(string Id, JsonElement Json, string File);

    public static Tally Run(string folder, RunOptions options)
    {
        var (passed, failed, skipped) = (0, 0, 0);
        var unknown = options.Only.ToHashSet(StringComparer.Ordinal);
        foreach (var (id, scenario, file) in Scenarios(folder))
        {
            unknown.Remove(id);
            if (!options.Wants(id)) continue;
            if (Skip(scenario, id) is { } reason)
            {
                skipped++;
                Console.WriteLine($"skip {id}: {reason}");
                continue;
            }
            var world = new World();
            var problem = Judge(scenario, file, world);
            if (problem is null) passed++;
            else failed++;
            if (options.Explain == id || (options.Failed && problem is not null)) Console.WriteLine($"{(problem is null ? "ok" : "FAIL")} {id} {problem}{(options.Explain == id ? world.Describe() : "")}");
        }
        foreach (var id in unknown) Console.WriteLine($"FAIL {id} is not in the folder");
        return new Tally(passed, failed + unknown.Count, skipped);
    }

    public static IEnumerable<Scenario> Scenarios(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var root = json.RootElement.Clone();
            foreach (var scenario in root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new[] { root })
                yield return new Scenario(scenario.GetProperty("id").GetString()!, scenario, file);
        }
    }

    private static string? Skip(JsonElement scenario, string id)
    {
        if (scenario.TryGetProperty("needs", out var needs) && needs.EnumerateArray().Select(n => n.GetString()!).FirstOrDefault(n => !Supported.Contains(n)) is { } need) return $"it needs {need}";
        if (scenario.TryGetProperty("category", out var category) && category.GetString()!.StartsWith('D')) return "it checks filters of an engine's queries";
        return InterfaceOnly.Any(id.Contains) ? "it is about an engine's programming interface" : null;
    }

    /// <summary>Null when the scenario passes, else what it saw.</summary>
    public static string? Judge(JsonElement scenario, string file, World world)
    {
        try
        {
            if (scenario.TryGetProperty("plan", out var plan)) DeployInline(plan, scenario, world);
            else Deploy(scenario, file, world);
            var converted = new ConvertedSteps(world);
            var hand = new HandSteps(world);
            foreach (var (step, index) in scenario.GetProperty("steps").EnumerateArray().Select((step, index) => (step, index)))
                if ((scenario.TryGetProperty("plan", out _) ? hand.Take(step) : converted.Take(step)) is { } problem) return $"step {index + 1} {step.GetRawText().ReplaceLineEndings("")}: {problem}";
            return null;
        }
        catch (ScenarioException error)
        {
            return error.Message;
        }
    }

    private static void DeployInline(JsonElement plan, JsonElement scenario, World world)
    {
        IEnumerable<JsonElement> called = scenario.TryGetProperty("called", out var others) ? others.EnumerateArray() : [];
        foreach (var each in called.Prepend(plan)) world.Deploy(HandPlan.Read(each) with { Dialect = Dialect(scenario) });
    }

    private static void Deploy(JsonElement scenario, string file, World world)
    {
        foreach (var model in scenario.GetProperty("model").EnumerateArray())
        {
            var read = CmmnReader.Read(File.ReadAllBytes(Path.Combine(Home(file), model.GetString()!)), Dialect(scenario));
            if (read.HasErrors) throw new ScenarioException(string.Join(' ', read.Diagnostics.Select(d => $"{d.Code} {d.Node}: {d.Message}")));
            foreach (var plan in read.Plans) world.Deploy(plan);
        }
    }

    private static PlanDialect Dialect(JsonElement scenario) =>
        !scenario.TryGetProperty("profile", out var profile) ? PlanDialect.Cmmn : profile.GetString() switch { "camunda" => PlanDialect.Camunda, "flowable" => PlanDialect.Flowable, _ => PlanDialect.Cmmn };

    /// <summary>The folder above the scenario that holds the models.</summary>
    private static string Home(string file)
    {
        for (var at = Path.GetDirectoryName(Path.GetFullPath(file)); at is not null; at = Path.GetDirectoryName(at))
            if (Directory.Exists(Path.Combine(at, "models"))) return at;
        throw new ScenarioException("There is no folder 'models' above the scenario.");
    }
}

/// <summary>A scenario that can't be run as it stands.</summary>
internal sealed class ScenarioException(string message) : Exception(message);
