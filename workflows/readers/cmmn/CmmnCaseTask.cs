using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads a case task, with Camunda's mappings of variables.</summary>
internal sealed class CmmnCaseTask(XElement definition, string id, CmmnExpressions expressions)
{
    public CaseTaskNode Read(bool blocking)
    {
        var ins = Elements("in").ToList();
        var key = ins.Select(e => e.Text("businessKey")).FirstOrDefault(k => k is not null);
        return new CaseTaskNode(id, "Journey.CaseTask", expressions.Name(definition.Text("caseRef") ?? definition.Child("caseRefExpression")?.Value ?? "", id), blocking)
        {
            Key = key is null ? null : expressions.Text(key, id),
            Inputs = [.. ins.Where(e => e.Text("businessKey") is null).Select(Mapping)],
            Results = [.. Elements("out").Select(Mapping)],
        };
    }

    private IEnumerable<XElement> Elements(string name) => definition.Child("extensionElements")?.Elements().Where(e => e.Name == CmmnXml.Camunda + name || e.Name == CmmnXml.Flowable + name) ?? [];

    private ParameterMapping Mapping(XElement element)
    {
        var local = element.Flag("local", false);
        if (element.Text("variables") == "all") return new ParameterMapping(null, "", local);
        var source = element.Text("sourceExpression") ?? element.Text("source") ?? "";
        return new ParameterMapping(expressions.Variable(source, id), element.Text("target") ?? source, local);
    }
}
