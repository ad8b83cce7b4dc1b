using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>The inline plans of scenarios written by hand.</summary>
internal static class HandPlan
{
    private const string Root = "the case plan model";

    public static JourneyPlan Read(JsonElement plan)
    {
        var root = new StageNode(Root, "Journey.Stage", Items(plan), Flag(plan, "autoComplete")) { Control = ItemControlPlan.None with { Exit = Sentries(plan, "exit", Root) } };
        return JourneyPlan.Of(plan.GetProperty("case").GetString()!, 1, "", root).WithCaseFile(FileItems(plan, "file", null)) with { Incidents = IncidentStrategy.Continue };
    }

    private static ImmutableArray<CaseFileItemPlan> FileItems(JsonElement json, string name, string? parent) => !json.TryGetProperty(name, out var items) ? [] :
        [.. items.EnumerateArray().Select(item =>
        {
            var own = item.GetProperty("name").GetString()!;
            var path = parent is null ? own : $"{parent}.{own}";
            return new CaseFileItemPlan(path, own, path, Flag(item, "many") ? Multiplicity.ZeroOrMore : Multiplicity.ZeroOrOne) { Parent = parent, Children = FileItems(item, "children", path) };
        })];

    private static ImmutableArray<PlanNode> Items(JsonElement json) =>
        json.TryGetProperty("items", out var items) ? [.. items.EnumerateArray().Select((item, order) => Item(item, order))] : [];

    private static PlanNode Item(JsonElement json, int order)
    {
        var id = json.GetProperty("id").GetString()!;
        PlanNode node = json.GetProperty("type").GetString() switch
        {
            "human" => new HumanTaskNode(id, "Journey.HumanTask", Text("worker"), Text(id), new PlanInput.Literal(Value.Null), []) { Blocking = IsBlocking(json) },
            "stage" => new StageNode(id, "Journey.Stage", Items(json), Flag(json, "autoComplete")),
            "milestone" => new MilestoneNode(id, "Journey.Milestone"),
            "user" => new UserListenerNode(id, "Journey.UserEventListener"),
            "timer" => new TimerListenerNode(id, "Journey.TimerEventListener", Text(json.GetProperty("timer").GetString()!)),
            "signal" => new EventNode(id, "Elsa.Event", Text(json.GetProperty("signal").GetString()!), null),
            "task" => Task(json, id),
            "case" => CaseTask(json, id),
            var other => throw new ScenarioException($"The type '{other}' is not known."),
        };
        var control = new ItemControlPlan(Sentries(json, "enter", id), Sentries(json, "exit", id), Rule(json, "required"), Rule(json, "repeat"), Rule(json, "manual"), Texts(json, "interrupts"), order) { Discretionary = Discretionary(json) };
        return node with { Name = json.TryGetProperty("name", out var name) ? name.GetString()! : id, Control = control };
    }

    private static DiscretionaryPlan? Discretionary(JsonElement json)
    {
        if (!json.TryGetProperty("discretionary", out var given)) return null;
        ImmutableArray<ApplicabilityRulePlan> rules = given.TryGetProperty("if", out var condition) ? [new ApplicabilityRulePlan("rule", Condition(condition.GetString()!))] : [];
        return new DiscretionaryPlan(rules, Texts(given, "roles")) { HumanTasks = Texts(given, "with") };
    }

    /// <summary>A plain task; not blocking it may compute a <c>value</c>, and keep it as the variable <c>result</c> of the case.</summary>
    private static PlainTaskNode Task(JsonElement json, string id) => new(id, "Journey.Task", IsBlocking(json),
        json.TryGetProperty("value", out var value) ? new PlanInput.Expression(Condition(value.GetString()!)) : null,
        json.TryGetProperty("result", out var result) ? result.GetString() : null);

    private static CaseTaskNode CaseTask(JsonElement json, string id) =>
        new(id, "Journey.CaseTask", Text(json.GetProperty("calls").GetString()!), IsBlocking(json)) { Inputs = Mappings(json, "in"), Results = Mappings(json, "out") };

    private static ImmutableArray<ParameterMapping> Mappings(JsonElement json, string name) => !json.TryGetProperty(name, out var mappings) ? [] :
        [.. mappings.EnumerateObject().Select(m => new ParameterMapping(new PlanInput.Expression(Condition(m.Value.GetString()!)), m.Name))];

    private static bool IsBlocking(JsonElement json) => !json.TryGetProperty("blocking", out var blocking) || blocking.GetBoolean();

    private static ImmutableArray<string> Texts(JsonElement json, string name) => json.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(t => t.GetString()!)] : [];

    private static PlanInput.Literal Text(string text) => new(Value.Of(text));

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static RulePlan? Rule(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var rule) || rule.ValueKind == JsonValueKind.False) return null;
        return new RulePlan(rule.ValueKind == JsonValueKind.True ? null : Condition(rule.GetString()!));
    }

    private static ImmutableArray<SentryPlan> Sentries(JsonElement json, string name, string id) => !json.TryGetProperty(name, out var sentries) ? [] :
        [.. sentries.EnumerateArray().Select((sentry, index) => new SentryPlan(
            $"{id}.{name}{index + 1}", sentry.TryGetProperty("on", out var on) ? [.. on.EnumerateArray().Select(part => OnPart(part.GetString()!))] : [],
            sentry.TryGetProperty("if", out var condition) ? Condition(condition.GetString()!) : null)
            {
                FileParts = [.. Texts(sentry, "file").Select(FilePart)],
                Forgetful = sentry.TryGetProperty("mode", out var mode) && mode.GetString() == "onEvent",
                Ends = !sentry.TryGetProperty("exitType", out var ends) ? ExitScope.All : ends.GetString() == "activeInstances" ? ExitScope.Active : ExitScope.ActiveAndEnabled,
            })];

    /// <summary><c>S.exit</c>, or <c>S.exit via S.exit2</c>: by its second exit criterion.</summary>
    private static OnPartPlan OnPart(string text)
    {
        var (on, via) = text.Split(" via ") is [var first, var second] ? (first, second) : (text, null);
        var source = on[..on.LastIndexOf('.')];
        return new OnPartPlan(source == "case" ? Root : source, FactNames.ItemTransition(on[(on.LastIndexOf('.') + 1)..]), via);
    }

    private static FilePartPlan FilePart(string text) =>
        new(text[..text.LastIndexOf('.')], FactNames.Names<CaseFileTransition>.Parse(text[(text.LastIndexOf('.') + 1)..]));

    /// <summary>Names of variables stand alone there; here they are members of <c>vars</c>.</summary>
    private static CelExpression Condition(string text)
    {
        var cel = Names().Replace(text, match => match.Value is "true" or "false" or "null" ? match.Value : match.Value is "has" or "get" ? match.Value : match.Value == "counter" ? "item.number" : "vars." + match.Value);
        cel = Get().Replace(cel, "(has($1) ? $1 : $2)");
        return Cel.Compile(cel, CelScope.Journey).Expression ?? throw new ScenarioException($"The expression '{text}' can't be read as '{cel}'.");
    }

    private static System.Text.RegularExpressions.Regex Names() => new("""(?<!['"\w.])[A-Za-z_]\w*(?!['"\w])""");

    private static System.Text.RegularExpressions.Regex Get() => new("""get\((vars\.\w+),\s*([^)]*)\)""");
}
