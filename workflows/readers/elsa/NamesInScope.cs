using System.Text.Json;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Variables and inputs around the activity that is being read: JavaScript may call them as functions (<c>getOrderTotal()</c>), which are found by their names.</summary>
internal sealed class NamesInScope
{
    private readonly Stack<string[]> variables = [];
    private readonly string[] inputs;

    public NamesInScope(JsonElement journey)
    {
        inputs = NamesOf(journey, "inputs");
        variables.Push(NamesOf(journey, "variables"));
        Here = new JsScope(variables.SelectMany(names => names), inputs);
    }

    /// <summary>What can be named now; it changes with each activity.</summary>
    public JsScope Here { get; }

    public void Enter(JsonElement activity, string type)
    {
        var own = NamesOf(activity, "variables");
        variables.Push(type is "Elsa.For" or "Elsa.ParallelForEach" || type.StartsWith("Elsa.ForEach", StringComparison.Ordinal) ? [.. own, .. VariableChecks.LoopNames] : own);
    }

    public void Leave() => variables.Pop();

    private static string[] NamesOf(JsonElement json, string member) => [.. json.Elements(member).Select(v => v.Text("name") ?? v.Text("id")).OfType<string>()];
}
