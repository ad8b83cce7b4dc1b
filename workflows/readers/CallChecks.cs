using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers;

/// <summary>Workflows that a plan calls as cases of their own, as far as they are named by a literal: are they published, and do they come back to their caller?</summary>
public static class CallChecks
{
    public static IReadOnlyList<Diagnostic> Run(JourneyPlan plan, JourneyCatalog published)
    {
        var diagnostics = new Diagnostics();
        foreach (var node in PlanIndex.Descendants(plan.Root))
        {
            if (node is not (CallWorkflowNode or BulkCallNode) || CallOf(node) is not var (called, waits)) continue;
            if (called != plan.Id && published.Newest(called) is null)
                diagnostics.Error("J801", node.Id, $"The workflow '{TypeReader.Short(called)}' is not published.", diagnostics.Suggest(called, published.All.Select(p => p.Id).Order(StringComparer.Ordinal), "Publish it first."));
            else if (waits && Circle(plan, called, published) is { } circle)
                diagnostics.Error("J803", node.Id, $"Workflows wait for each other in a circle: {string.Join(" > ", circle.Select(TypeReader.Short))}.", "Let one of them go on without waiting, by Elsa.DispatchWorkflow.");
        }
        return diagnostics.All;
    }

    /// <summary>What an activity calls, and whether it waits for it; null: nothing that is known before it runs.</summary>
    private static (string Called, bool Waits)? CallOf(PlanNode node) => node switch
    {
        CallWorkflowNode { Workflow: PlanInput.Literal { Value: { Kind: ValueKind.String } name } } call => (name.AsString(), call.Executes || MayBe(call.Wait)),
        BulkCallNode { Workflow: PlanInput.Literal { Value: { Kind: ValueKind.String } name } } bulk => (name.AsString(), MayBe(bulk.Wait)),
        CaseTaskNode { CaseRef: PlanInput.Literal { Value: { Kind: ValueKind.String } name } } task => (name.AsString(), task.Blocking),
        _ => null,
    };

    private static bool MayBe(PlanInput condition) => condition is not PlanInput.Literal { Value: var value } || value.IsTrue;

    /// <summary>The way from a called workflow back to the plan; null: there is none.</summary>
    private static List<string>? Circle(JourneyPlan plan, string called, JourneyCatalog published)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal) { [called] = plan.Id };
        var open = new Queue<string>([called]);
        while (open.TryDequeue(out var at))
        {
            if (at == plan.Id) return WayTo(plan.Id, from);
            if (published.Newest(at) is not { } next) continue;
            foreach (var call in PlanIndex.Descendants(next.Root).Select(CallOf))
                if (call is { Waits: true } and var (further, _) && from.TryAdd(further, at)) open.Enqueue(further);
        }
        return null;
    }

    private static List<string> WayTo(string end, Dictionary<string, string> from)
    {
        List<string> way = [end];
        do way.Add(from[way[^1]]);
        while (way[^1] != end);
        way.Reverse();
        return way;
    }
}
