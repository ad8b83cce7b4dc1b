using System.Collections.Immutable;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>Criteria and item control as members of an activity.</summary>
internal static class ControlWriter
{
    /// <param name="order">Its place among its siblings; null: it is the root, which has exit criteria only.</param>
    public static void Write(JsonObject activity, ItemControlPlan control, int? order)
    {
        if (order is { } place) activity["order"] = place;
        if (!control.Entry.IsEmpty) activity["entryCriteria"] = Criteria(control.Entry);
        if (!control.Exit.IsEmpty) activity["exitCriteria"] = Criteria(control.Exit);
        var rules = new JsonObject();
        Rule(rules, "required", control.Required);
        Rule(rules, "repetition", control.Repetition);
        Rule(rules, "manualActivation", control.ManualActivation);
        if (control.Discretionary is { } discretionary) rules["discretionary"] = PlanningWriter.Discretionary(discretionary);
        if (rules.Count > 0) activity["itemControl"] = rules;
        if (!control.Interrupts.IsEmpty) activity["interrupts"] = new JsonArray([.. control.Interrupts.Select(i => (JsonNode)i)]);
    }

    private static void Rule(JsonObject rules, string name, RulePlan? rule)
    {
        if (rule is not null) rules[name] = rule.Condition is { } condition ? condition.Text : true;
    }

    private static JsonArray Criteria(ImmutableArray<SentryPlan> sentries) => new([.. sentries.Select(Criterion)]);

    private static JsonNode Criterion(SentryPlan sentry)
    {
        var json = new JsonObject { ["id"] = sentry.Id };
        if (sentry.Parts > 0) json["onParts"] = new JsonArray([.. sentry.OnParts.Select(OnPart), .. sentry.FileParts.Select(FilePart)]);
        if (sentry.IfPart is { } condition) json["ifPart"] = condition.Text;
        if (sentry.Ends != ExitScope.All) json["ends"] = FactNames.Names<ExitScope>.Of(sentry.Ends);
        if (sentry.Forgetful) json["forgetful"] = true;
        return json;
    }

    private static JsonNode FilePart(FilePartPlan part) => new JsonObject { ["caseFileItem"] = part.Item, ["standardEvent"] = FactNames.Names<CaseFileTransition>.Of(part.Transition) };

    private static JsonNode OnPart(OnPartPlan part)
    {
        var json = new JsonObject { ["source"] = part.Source, ["standardEvent"] = FactNames.Of(part.Transition) };
        if (part.Via is { } via) json["exitCriterionRef"] = via;
        return json;
    }
}
