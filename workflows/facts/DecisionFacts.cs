using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A decision table was asked. Changes nothing by itself: what is kept of the result is set as a variable.</summary>
/// <param name="HitPolicy">unique, first, priority, any, ruleOrder, outputOrder or collect.</param>
/// <param name="Inputs">List of <c>label</c> and <c>value</c>.</param>
/// <param name="Rows">The rows that were looked at: <c>row</c> from 1, <c>hit</c>; one that hit with <c>outputs</c> (where several did) and <c>note</c>, any other
/// with the <c>input</c> and the <c>cell</c> that kept it from it.</param>
/// <param name="Result">A map of the outputs, a list of such, or one figure; null where nothing hit.</param>
public sealed record DecisionMade(CaseId Case, int Item, string HitPolicy, Value Inputs, Value Rows, Value Result, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "decision.made";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("hitPolicy", HitPolicy);
        // What was decided about a person is as personal as what it was decided from.
        writer.Personal("inputs", Inputs);
        writer.Personal("rows", Rows);
        writer.Personal("result", Result);
        writer.Rule(Rule);
    }

    internal static DecisionMade Read(IFactReader r) => new(
        r.Case(), (int)r.Number("item"), r.Text("hitPolicy"), r.Personal("inputs"), r.Personal("rows"), r.Personal("result"), r.Rule());
}
