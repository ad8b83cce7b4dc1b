using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>
/// Workflows used as activities: the activities of the published definition become part of the plan that uses it, under ids that begin with that of the
/// activity (<c>use:inner</c>), with inputs and variables of their own.
/// </summary>
/// <param name="user">Id of the definition that is read.</param>
/// <param name="at">Its place in the order of publishing.</param>
internal sealed class WorkflowActivities(DefinitionLibrary library, string user, long at)
{
    /// <summary>Definitions that may become part of one plan, in bytes.</summary>
    public const int BytesMax = 4 * ElsaReader.BytesMax;

    /// <summary>How deep they may use each other.</summary>
    public const int DepthMax = 32;

    private readonly List<string> path = [user];
    private readonly List<WorkflowVersion> used = [];
    private long now = at, bytes;

    /// <summary>Ids of all activities of the plan, those of the workflows that it uses among them.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>What was found, in the order in which it is used.</summary>
    public ImmutableArray<WorkflowVersion> Used => [.. used.Distinct()];

    public static bool IsUse(JsonElement activity) => activity.Text("type") is not ("Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" or "Elsa.BulkDispatchWorkflows")
        && (activity.Text("workflowDefinitionId") is not null || activity.Text("workflowDefinitionVersionId") is not null);

    /// <summary>The workflow as part of the plan; null, with a diagnostic, when it can't be that.</summary>
    public CompositeNode? Read(JsonElement activity, string id, string type, bool byTokens, InputReader inputs, Diagnostics diagnostics)
    {
        var reference = ReferenceOf(activity);
        if (reference.Definition is { } again && path.Contains(again))
            diagnostics.Error("J803", id, $"Workflows use each other in a circle: {string.Join(" > ", path.Append(again).Select(TypeReader.Short))}.", "Let one of them go without the other.");
        else if (library.Find(reference, now) is not { } found)
            TellMissing(reference, id, diagnostics);
        else if (path.Contains(found.Id))
            diagnostics.Error("J803", id, $"Workflows use each other in a circle: {string.Join(" > ", path.Append(found.Id).Select(TypeReader.Short))}.", "Let one of them go without the other.");
        else if (path.Count > DepthMax || (bytes += found.Definition.Length) > BytesMax)
            diagnostics.Error("J804", id, $"The workflows used as activities are more than {DepthMax} deep in each other, or have more than {BytesMax} bytes together.", "Call some of them with Elsa.ExecuteWorkflow instead.");
        else if (DefinitionReader.IsXml(found.Definition.Span))
            diagnostics.Error("J802", id, $"'{TypeReader.Short(found.Id)}' is a CMMN case, which can't be used as an activity.", "Call it with Elsa.ExecuteWorkflow instead.");
        else return Read(found, activity, id, type, byTokens, inputs, diagnostics);
        return null;
    }

    private static void TellMissing(WorkflowReference reference, string id, Diagnostics diagnostics)
    {
        if (reference.VersionId is not { } version) diagnostics.Error("J801", id, $"The workflow '{TypeReader.Short(reference.Definition!)}' is not published.", "Publish it first.");
        else
            diagnostics.Error("J801", id, $"There is no published version '{TypeReader.Short(version)}'{(reference.Definition is { } name ? $" of the workflow '{TypeReader.Short(name)}'" : "")}.",
                "Publish that version first, or name the workflow by workflowDefinitionId alone: the newest one is taken then.");
    }

    private static WorkflowReference ReferenceOf(JsonElement activity) => new(
        activity.Text("workflowDefinitionId"), activity.Text("workflowDefinitionVersionId"),
        activity.Member("version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var version) ? version : null);

    private CompositeNode? Read(PublishedDefinition found, JsonElement activity, string id, string type, bool byTokens, InputReader inputs, Diagnostics diagnostics)
    {
        using var document = JsonDocument.Parse(found.Definition, new JsonDocumentOptions { MaxDepth = ElsaReader.NestingMax });
        var definition = document.RootElement;
        if (!IsUsable(definition))
        {
            diagnostics.Error("J802", id, $"The workflow '{TypeReader.Short(found.Id)}' is not made to be used as an activity.", "Set its options.usableAsActivity to true and publish it, or call it with Elsa.ExecuteWorkflow.");
            return null;
        }
        used.Add(new WorkflowVersion(found.Id, found.Version));
        // What is said about its own activities was said when it was published; here only what makes it unusable matters.
        var own = new Diagnostics();
        var body = ReadBody(found, definition, id, byTokens, own);
        var declared = VariableReader.Read(definition, id, own, "inputs");
        Tell(own.All.FirstOrDefault(d => d.Severity == Severity.Error), found, id, diagnostics);
        return new CompositeNode(id, type, body, [.. VariableReader.Read(definition, id, own, "outputs").Select(o => o.Name)])
        {
            Workflow = new WorkflowVersion(found.Id, found.Version),
            Inputs = [.. declared.Select(i => new ParameterMapping(inputs.Read(activity, id, i.Name, i.Type, otherwise: i.Initial), i.Name))],
            Variables = VariableReader.Read(definition, id, own),
        };
    }

    /// <summary>An error in the workflow. That of a circle or of too much is that of the user.</summary>
    private static void Tell(Diagnostic? error, PublishedDefinition found, string id, Diagnostics diagnostics)
    {
        if (error is { Code: "J803" or "J804" }) diagnostics.Error(error.Code, id, error.Message, error.Fix);
        else if (error is not null)
            diagnostics.Error("J802", id, $"Version {found.Version} of the workflow '{TypeReader.Short(found.Id)}' can't be used: {error.Message} ({error.Code} at {TypeReader.Short(error.Node)})", "Correct that workflow and publish it, or use another version of it.");
    }

    private static bool IsUsable(JsonElement definition) => definition.Member("options")?.Has("usableAsActivity") == true
        ? definition.Member("options")!.Value.Flag("usableAsActivity") : definition.Flag("usableAsActivity");

    /// <summary>The activities of the workflow. What it uses itself is bound as it was when it was published.</summary>
    private PlanNode? ReadBody(PublishedDefinition found, JsonElement definition, string id, bool byTokens, Diagnostics own)
    {
        if (definition.Member("root") is not { ValueKind: JsonValueKind.Object } root) return null;
        var outer = now;
        path.Add(found.Id);
        now = found.At;
        var body = new DefinitionPlanner(definition, new VariableUses(), own, this).Body(root, id + ":", byTokens);
        path.RemoveAt(path.Count - 1);
        now = outer;
        return body;
    }
}
