using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Variables that are named must be declared in an enclosing container, or by the journey; inputs by the journey.</summary>
internal sealed class VariableChecks(JourneyPlan plan, Diagnostics diagnostics)
{
    /// <summary>What a loop gives to its body, beside declared variables.</summary>
    internal static readonly string[] LoopNames = ["CurrentValue", "CurrentIndex"];

    /// <summary>What a call for each item gives to the id that it computes and to its ports.</summary>
    internal static readonly string[] BulkNames = [.. LoopNames, "ChildInstanceId", "ChildOutput"];

    private readonly HashSet<string> inputs = plan.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> outputs = plan.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, (HashSet<string> Ids, HashSet<string> Names)> own = new(StringComparer.Ordinal);

    public void Run(VariableUses uses)
    {
        foreach (var node in plan.Nodes.Values)
        {
            var declared = node == plan.Root ? plan.Variables.AddRange(node.Variables) : node.Variables;
            var names = declared.Select(v => v.Name).Concat(NamesOf(node));
            own[node.Id] = (declared.Select(v => v.Id).ToHashSet(StringComparer.Ordinal), names.ToHashSet(StringComparer.Ordinal));
        }
        foreach (var (node, name, use, place) in uses.All.Distinct())
        {
            if (use == VariableUse.Item)
            {
                if (!plan.Nodes.ContainsKey(name))
                    diagnostics.Error("J401", node, $"An expression reads 'case.items.{TypeReader.Short(name)}', which does not exist.", diagnostics.Suggest(name, plan.Nodes.Keys, "Name an activity of this journey."));
            }
            else if (use == VariableUse.JourneyInput)
            {
                if (!inputs.Contains(name)) Report(node, $"{place}The journey has no input '{name}'.", name, inputs, "Declare it in the journey's inputs.");
            }
            else if (use == VariableUse.ByName && plan.InputsAreVariables) continue;
            else if (use == VariableUse.Keep && outputs.Contains(name)) continue;
            else if (!Scopes(node).Any(s => (use == VariableUse.ByName ? s.Names : s.Ids).Contains(name)))
                Report(node, $"{place}There is no variable '{name}' here.", name, Scopes(node).SelectMany(s => use == VariableUse.ByName ? s.Names : s.Ids), "Declare it in the journey or in a container around the activity.");
        }
    }

    /// <summary>What an activity gives to what is in it, besides the variables that it declares.</summary>
    private static string[] NamesOf(PlanNode node) => node switch
    {
        ForNode or ForEachNode or ParallelForEachNode => LoopNames,
        BulkCallNode => BulkNames,
        _ => [],
    };

    private void Report(string node, string message, string name, IEnumerable<string> known, string otherwise) =>
        diagnostics.Error("J109", node, message, diagnostics.Suggest(name, known, otherwise));

    /// <summary>From the activity outwards; the journey's own are those of the root.</summary>
    private IEnumerable<(HashSet<string> Ids, HashSet<string> Names)> Scopes(string node)
    {
        var at = plan.Nodes.GetValueOrDefault(node, plan.Root);
        yield return own[at.Id];
        while (plan.Parents.TryGetValue(at.Id, out var parent)) yield return own[(at = parent).Id];
    }
}
