using System.Text.Json;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Variables and inputs around the activity that is being read: JavaScript may call them as functions (<c>getOrderTotal()</c>), which are found by their names.</summary>
internal sealed class NamesInScope
{
    private static readonly JsNames Loop = new(VariableChecks.LoopNames);

    private static readonly JsNames Bulk = new(VariableChecks.BulkNames);

    private readonly Stack<JsNames> variables = [];

    public NamesInScope(JsonElement journey)
    {
        variables.Push(NamesOf(journey, "variables"));
        Here = new JsScope(variables, NamesOf(journey, "inputs"));
    }

    /// <summary>What can be named now; it changes with each activity.</summary>
    public JsScope Here { get; }

    public void Enter(JsonElement activity, string type)
    {
        variables.Push(type is "Elsa.For" or "Elsa.ParallelForEach" || type.StartsWith("Elsa.ForEach", StringComparison.Ordinal) ? Loop : type == "Elsa.BulkDispatchWorkflows" ? Bulk : JsNames.None);
        variables.Push(NamesOf(activity, "variables"));
    }

    public void Leave()
    {
        variables.Pop();
        variables.Pop();
    }

    private static JsNames NamesOf(JsonElement json, string member) =>
        json.Has(member) ? new JsNames(json.Elements(member).Select(v => v.Text("name") ?? v.Text("id")).OfType<string>()) : JsNames.None;
}
