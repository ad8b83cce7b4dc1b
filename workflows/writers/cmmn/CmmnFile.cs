using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;

namespace JourneyOrchestrator.Workflows.Writers.Cmmn;

/// <summary>The case file model, the definitions of its items, and the parameters of the case.</summary>
internal sealed class CmmnFile(JourneyPlan plan)
{
    private readonly CaseFilePlan? file = plan.CaseFile;

    public XElement? Model() => file is null ? null : new XElement(CmmnXml.Model + "caseFileModel", file.Items.Select(Item));

    /// <summary>Definitions stand beside the case, each once.</summary>
    public IEnumerable<XElement> Definitions() => (file?.ById.Values.Select(item => item.Definition).OfType<CaseFileItemDefinitionPlan>() ?? [])
        .DistinctBy(definition => definition.Id).OrderBy(definition => definition.Id, StringComparer.Ordinal).Select(Definition);

    public IEnumerable<XElement> Parameters(bool output) => plan.Parameters.Where(parameter => parameter.IsOutput == output).Select(parameter => new XElement(
        CmmnXml.Model + (output ? "output" : "input"), new XAttribute("id", parameter.Id), new XAttribute("name", parameter.Name), new XAttribute("bindingRef", file?.OfVariable(parameter.Variable)?.Id ?? parameter.Variable)));

    private XElement Item(CaseFileItemPlan item) => new(
        CmmnXml.Model + "caseFileItem", new XAttribute("id", item.Id), new XAttribute("name", item.Name),
        item.Multiplicity == Multiplicity.Unspecified ? null : new XAttribute("multiplicity", item.Multiplicity.ToString()),
        item.Definition is { } definition ? new XAttribute("definitionRef", definition.Id) : null,
        item.References.IsEmpty ? null : new XAttribute("targetRefs", string.Join(' ', item.References.Select(IdOf))),
        item.Children.IsEmpty ? null : new XElement(CmmnXml.Model + "children", item.Children.Select(Item)));

    /// <summary>The plan knows what is referred to by its name.</summary>
    private string IdOf(string name) => file!.ById.Values.Where(item => item.Name == name).Select(item => item.Id).Order(StringComparer.Ordinal).FirstOrDefault() ?? name;

    private static XElement Definition(CaseFileItemDefinitionPlan definition) => new(
        CmmnXml.Model + "caseFileItemDefinition", new XAttribute("id", definition.Id), Text("name", definition.Name), Text("definitionType", definition.DefinitionType), Text("structureRef", definition.StructureRef),
        definition.Properties.Select(p => new XElement(CmmnXml.Model + "property", new XAttribute("name", p.Name), Text("type", p.Type))));

    private static XAttribute? Text(string name, string? text) => text is null ? null : new XAttribute(name, text);
}
