using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads a case task or a process task, with CMMN's parameters and Camunda's mappings of variables.</summary>
internal sealed class CmmnCaseTask(XElement definition, string id, CmmnExpressions expressions, CmmnParameters parameters, Diagnostics diagnostics)
{
    /// <summary>A process task runs another journey as a case task does: that of its process's <c>externalRef</c>, else of the reference itself.</summary>
    public CaseTaskNode ReadProcess(bool blocking)
    {
        var given = CmmnXml.LocalName(definition.Text("processRef") ?? "");
        var process = definition.Ancestors().Last().Children("process").FirstOrDefault(p => p.Text("id") == given);
        var reference = process?.Text("externalRef") ?? (given.Length > 0 ? given : CmmnExpressions.TextOf(definition.Child("processRefExpression")));
        return Calls("Journey.ProcessTask", reference, "process", blocking);
    }

    public CaseTaskNode Read(bool blocking) => Calls("Journey.CaseTask", definition.Text("caseRef") ?? CmmnExpressions.TextOf(definition.Child("caseRefExpression")), "case", blocking);

    private CaseTaskNode Calls(string type, string reference, string what, bool blocking)
    {
        if (reference.Length == 0) diagnostics.Error("J737", id, $"The task names no {what} that it runs.", $"Give it a '{what}Ref' with the id of a published journey.");
        var ins = Elements("in").ToList();
        var key = ins.Select(e => e.Text("businessKey")).FirstOrDefault(k => k is not null);
        return new CaseTaskNode(id, type, expressions.Name(reference, id), blocking)
        {
            Key = key is null ? null : expressions.Text(key, id),
            Inputs = [.. parameters.Inputs(definition, id), .. ins.Where(e => e.Text("businessKey") is null).Select(Mapping)],
            Results = [.. parameters.Results(definition, id), .. Elements("out").Select(Mapping)],
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
