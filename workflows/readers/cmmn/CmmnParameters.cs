using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>
/// Parameters of cases and tasks and how they are mapped (CMMN 1.1, 5.4.10.2; R58 to R60). A parameter is kept in the case file item that it is bound to, as
/// its refinement says; without one in the variable of its name. What is not mapped does not cross.
/// </summary>
internal sealed class CmmnParameters(XElement caseElement, CmmnCaseFile file, CmmnExpressions expressions, Diagnostics diagnostics)
{
    /// <summary>Parameters of what is called, where this document has it, by id: who calls it knows them by their names.</summary>
    private readonly Dictionary<string, string> called = (caseElement.Parent?.Elements().Where(e => e.Name.LocalName is "case" or "process" or "decision") ?? [])
        .SelectMany(e => e.Children("input").Concat(e.Children("output"))).Where(p => p.Text("id") is not null)
        .DistinctBy(p => p.Text("id")).ToDictionary(p => p.Text("id")!, NameOf, StringComparer.Ordinal);

    /// <summary>Parameters of the case itself that are kept in an item of its case file.</summary>
    public ImmutableArray<CaseParameterPlan> OfCase() => [.. OfCase("input", false), .. OfCase("output", true)];

    private IEnumerable<CaseParameterPlan> OfCase(string element, bool isOutput)
    {
        foreach (var parameter in caseElement.Children(element).Where(p => p.Text("bindingRef") is not null))
            if (Variable(parameter, "") is { } variable) yield return new CaseParameterPlan(parameter.Text("id") ?? NameOf(parameter), NameOf(parameter), isOutput, variable);
    }

    /// <summary>What a task hands over.</summary>
    public ImmutableArray<ParameterMapping> Inputs(XElement definition, string id)
    {
        CheckEnds(definition, id);
        var mappings = ImmutableArray.CreateBuilder<ParameterMapping>();
        foreach (var mapping in definition.Children("parameterMapping"))
            if (Of(definition, "input", mapping.Text("sourceRef")) is { } input)
                mappings.Add(new ParameterMapping(Transformation(mapping, id) ?? Value(input, id), Called(mapping.Text("targetRef"))));
        return mappings.ToImmutable();
    }

    /// <summary>What it takes back.</summary>
    public ImmutableArray<ParameterMapping> Results(XElement definition, string id)
    {
        var mappings = ImmutableArray.CreateBuilder<ParameterMapping>();
        foreach (var mapping in definition.Children("parameterMapping"))
            if (Of(definition, "output", mapping.Text("targetRef")) is { } output && Variable(output, id) is { } variable)
                mappings.Add(new ParameterMapping(Transformation(mapping, id) ?? expressions.Named([Called(mapping.Text("sourceRef"))], id), variable));
        return mappings.ToImmutable();
    }

    /// <summary>What of a human task's data is kept: outputs that are bound, by their names.</summary>
    public ImmutableArray<ParameterMapping> DataOf(XElement humanTask, string id)
    {
        var mappings = ImmutableArray.CreateBuilder<ParameterMapping>();
        foreach (var output in humanTask.Children("output").Where(o => o.Text("bindingRef") is not null))
            if (Variable(output, id) is { } variable) mappings.Add(new ParameterMapping(expressions.Named([NameOf(output)], id), variable));
        return mappings.ToImmutable();
    }

    private void CheckEnds(XElement definition, string id)
    {
        foreach (var mapping in definition.Children("parameterMapping"))
            if (Of(definition, "input", mapping.Text("sourceRef")) is null && Of(definition, "output", mapping.Text("targetRef")) is null)
                diagnostics.Error("J738", id, $"A parameter mapping goes from '{mapping.Text("sourceRef")}' to '{mapping.Text("targetRef")}', of which neither is a parameter of the task.", "Let its source be an input, or its target an output, of the task.");
    }

    private static XElement? Of(XElement definition, string element, string? reference) =>
        reference is null ? null : definition.Children(element).FirstOrDefault(p => p.Text("id") == CmmnXml.LocalName(reference));

    private string Called(string? reference) => CmmnXml.LocalName(reference ?? "") is var id && called.TryGetValue(id, out var name) ? name : id;

    private static string NameOf(XElement parameter) => parameter.Text("name") ?? parameter.Text("id") ?? "";

    private PlanInput? Transformation(XElement mapping, string id) => mapping.Child("transformation") is { } expression ? expressions.Variable(CmmnExpressions.TextOf(expression), id) : null;

    private PlanInput Value(XElement input, string id)
    {
        if (input.Child("bindingRefinement") is { } refinement) return expressions.Variable(CmmnExpressions.TextOf(refinement), id);
        if (input.Text("bindingRef") is not { } binding) return expressions.Named([NameOf(input)], id);
        return file.Find(binding, id, $"The parameter '{NameOf(input)}'") is { } item ? expressions.Named(file.NamesTo(item), id) : CmmnExpressions.Nothing;
    }

    /// <summary>The variable that a parameter is written to.</summary>
    private string? Variable(XElement parameter, string id)
    {
        if (parameter.Text("bindingRef") is not { } binding) return NameOf(parameter);
        if (file.Find(binding, id, $"The parameter '{NameOf(parameter)}'") is not { } item) return null;
        if (item.Parent is null) return item.Name;
        diagnostics.Error("J738", id, $"The parameter '{NameOf(parameter)}' would be written to '{item.Path}', a part of another item.", "Bind it to an item at the top of the case file.");
        return null;
    }
}
