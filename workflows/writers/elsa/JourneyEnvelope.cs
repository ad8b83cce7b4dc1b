using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>What holds for the whole journey: variables, inputs, outputs, and <c>customProperties.journey</c>.</summary>
internal static class JourneyEnvelope
{
    /// <param name="file">With the case file and its parameters, which have elements of their own in CMMN.</param>
    /// <param name="roles">With the roles, even if there are none.</param>
    public static void Write(JsonObject definition, JourneyPlan plan, bool file, bool roles, Diagnostics diagnostics)
    {
        if (Own(plan, file, roles, diagnostics) is { Count: > 0 } own) definition["customProperties"] = new JsonObject { ["journey"] = own };
        if (plan.Incidents == IncidentStrategy.Continue) definition["options"] = new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" };
        if (!plan.Variables.IsEmpty) definition["variables"] = ValueNodes.Variables(plan.Variables);
        if (!plan.Inputs.IsEmpty) definition["inputs"] = ValueNodes.Variables(plan.Inputs);
        if (!plan.Outputs.IsEmpty) definition["outputs"] = ValueNodes.Variables(plan.Outputs);
    }

    private static JsonObject Own(JourneyPlan plan, bool file, bool roles, Diagnostics diagnostics)
    {
        var own = new JsonObject();
        if (plan.Key is { } key) own["key"] = key.Text;
        if (plan.Policy != EntryPolicy.Always) own["entryPolicy"] = FactNames.Names<EntryPolicy>.Of(plan.Policy);
        if (plan.TimeZone != JourneyPlan.DefaultTimeZone) own["timeZone"] = plan.TimeZone;
        if (plan.InputsAreVariables) own["inputsAreVariables"] = true;
        if (plan.Dialect != PlanDialect.Cmmn) own["dialect"] = FactNames.Names<PlanDialect>.Of(plan.Dialect);
        if (plan.Goal is { } goal) own["goal"] = new JsonObject { ["name"] = goal.Name, ["parts"] = new JsonArray([.. goal.Parts.Select(Part)]) };
        if (file && plan.CaseFile is { } items) own["caseFile"] = CaseFileWriter.Items(items.Items);
        if (file && !plan.Parameters.IsEmpty) own["parameters"] = new JsonArray([.. plan.Parameters.Select(CaseFileWriter.Parameter)]);
        if (roles) own["roles"] = new ActorWriter(new InputWriter(diagnostics)).Roles(plan.Roles);
        if (plan.Rights is { } rights) own["rights"] = ActorWriter.Rights(rights);
        return own;
    }

    private static JsonNode Part(GoalPart part) => new JsonObject { ["id"] = part.Id, ["name"] = part.Name, ["condition"] = part.Condition.Text };
}
