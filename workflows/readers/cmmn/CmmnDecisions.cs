using System.Text.Json;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Decisions;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>
/// Decision tasks (CMMN 1.1, 5.4.10.3). The decision that one refers to has its table, as JSON (docs/decisions.md), in an extension element <c>table</c> of ours;
/// or the task has it itself.
/// </summary>
internal sealed class CmmnDecisions(XElement caseElement, CmmnParameters parameters, Diagnostics diagnostics)
{
    private readonly Dictionary<XElement, DecisionTable?> read = [];
    private readonly DecisionReader reader = ReaderOf(diagnostics);

    private static DecisionReader ReaderOf(Diagnostics diagnostics)
    {
        // Nothing declares variables in CMMN: what the cells name is not judged.
        var uses = new VariableUses();
        return new DecisionReader(default, new InputReader(new NamesInScope(default), uses, diagnostics), new CheckedMembers(diagnostics), uses, diagnostics);
    }

    public DecisionNode Read(XElement definition, string id, bool blocking)
    {
        var variable = definition.Attribute(CmmnXml.Camunda + "resultVariable")?.Value;
        var results = parameters.Results(definition, id);
        if (variable is { Length: > 0 }) results = results.Add(new ParameterMapping(new PlanInput.Variable("result", "result"), variable));
        return new DecisionNode(id, "Journey.Decision", Table(definition, id)) { Blocking = blocking, Inputs = parameters.Inputs(definition, id), Results = results };
    }

    private DecisionTable? Table(XElement definition, string id)
    {
        if (TableOf(definition) is { } own) return Parse(own, id);
        var reference = CmmnXml.LocalName(definition.Text("decisionRef") ?? CmmnExpressions.TextOf(definition.Child("decisionRefExpression")));
        if (reference.Length == 0)
            return Refuse(id, "The decision task names no decision.", "Give it a 'decisionRef', and the decision a table.");
        if (caseElement.Parent?.Children("decision").FirstOrDefault(d => d.Text("id") == reference) is not { } decision)
            return Refuse(id, $"The decision task refers to '{reference}', which this document does not have.", "Add a 'decision' of this id with its table (docs/cmmn.md).");
        if (TableOf(decision) is { } table) return Parse(table, id);
        var elsewhere = decision.Text("externalRef") is { } external ? $" It lies in '{external}', which is not read." : "";
        return Refuse(id, $"The decision '{reference}' has no table.{elsewhere}", "Put its table, as JSON, into an extension element 'table' of urn:journey-orchestrator:cmmn (docs/cmmn.md).");
    }

    private DecisionTable? Refuse(string id, string message, string fix)
    {
        diagnostics.Error("J736", id, message, fix);
        return null;
    }

    private static XElement? TableOf(XElement element) => element.Child("extensionElements")?.Element(CmmnXml.Journey + "table");

    /// <summary>A table that several tasks ask is read, and its errors told, once.</summary>
    private DecisionTable? Parse(XElement element, string id)
    {
        if (read.TryGetValue(element, out var known)) return known;
        try
        {
            using var json = JsonDocument.Parse($"{{\"table\":{element.Value}}}", new JsonDocumentOptions { MaxDepth = ElsaReader.NestingMax });
            return read[element] = reader.Read(json.RootElement, id);
        }
        catch (JsonException error)
        {
            return read[element] = Refuse(id, $"The table is no JSON that can be read: {error.Message}", "Correct it; docs/decisions.md has the form.");
        }
    }
}
