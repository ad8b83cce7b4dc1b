using System.Collections.Immutable;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Cmmn;

/// <summary>Reads the case file model of a case (CMMN 1.1, 5.3).</summary>
internal sealed class CmmnCaseFile
{
    private readonly Dictionary<string, CaseFileItemPlan> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XElement> elements = new(StringComparer.Ordinal);
    private readonly XElement element;
    private readonly Diagnostics diagnostics;

    public CmmnCaseFile(XElement caseElement, Diagnostics diagnostics)
    {
        (element, this.diagnostics) = (caseElement, diagnostics);
        var model = caseElement.Child("caseFileModel");
        foreach (var item in model?.Descendants().Where(e => CmmnXml.IsModel(e, "caseFileItem")) ?? []) elements.TryAdd(item.Text("id") ?? "", item);
        Items = model is null ? [] : Read(model, null);
    }

    /// <summary>The items at the top.</summary>
    public ImmutableArray<CaseFileItemPlan> Items { get; }

    /// <summary>An item by its id; null, with a diagnostic, where there is none.</summary>
    public CaseFileItemPlan? Find(string? id, string node, string what)
    {
        if (id is not null && byId.TryGetValue(id, out var item)) return item;
        diagnostics.Error("J733", node, $"{what} refers to the case file item '{id}', which does not exist.", diagnostics.Suggest(id ?? "", byId.Keys, "Name an item of the case file model by its id."));
        return null;
    }

    /// <summary>The names on the way to an item, its own the last.</summary>
    public ImmutableArray<string> NamesTo(CaseFileItemPlan item) => item.Parent is { } parent ? NamesTo(byId[parent]).Add(item.Name) : [item.Name];

    private ImmutableArray<CaseFileItemPlan> Read(XElement around, CaseFileItemPlan? parent)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var items = ImmutableArray.CreateBuilder<CaseFileItemPlan>();
        foreach (var child in around.Children("caseFileItem"))
        {
            var name = child.Text("name") ?? child.Text("id") ?? "";
            var path = parent is null ? name : $"{parent.Path}.{name}";
            if (name.Length == 0 || !names.Add(name)) diagnostics.Error("J735", path, name.Length == 0 ? "A case file item has neither name nor id." : $"Several case file items are called '{path}'.", "Give each a name of its own: it is the variable that holds it.");
            else items.Add(Item(child, name, path, parent));
        }
        return items.ToImmutable();
    }

    private CaseFileItemPlan Item(XElement item, string name, string path, CaseFileItemPlan? parent)
    {
        var read = new CaseFileItemPlan(item.Text("id") ?? path, name, path, MultiplicityOf(item, path))
        {
            Parent = parent?.Id, References = References(item, path), Definition = Definition(item, path),
        };
        if (item.Child("children") is { } children) read = read with { Children = Read(children, read) };
        if (!byId.TryAdd(read.Id, read)) diagnostics.Error("J735", read.Id, $"Several case file items have the id '{read.Id}'.", "Give each an id of its own.");
        return read;
    }

    private Multiplicity MultiplicityOf(XElement item, string path)
    {
        if (item.Text("multiplicity") is not { } text) return Multiplicity.Unspecified;
        if (Enum.TryParse<Multiplicity>(text, out var multiplicity) && Enum.IsDefined(multiplicity) && !char.IsAsciiDigit(text[0])) return multiplicity;
        diagnostics.Error("J735", path, $"'{text}' is no multiplicity.", $"Use {Diagnostics.OneOf(Enum.GetNames<Multiplicity>())}.");
        return Multiplicity.Unspecified;
    }

    private ImmutableArray<string> References(XElement item, string path)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var target in item.Refs("targetRefs"))
        {
            if (elements.TryGetValue(target, out var other)) names.Add(other.Text("name") ?? target);
            else diagnostics.Error("J733", path, $"The case file item refers to '{target}', which does not exist.", diagnostics.Suggest(target, elements.Keys, "Name another case file item by its id."));
        }
        return names.ToImmutable();
    }

    private CaseFileItemDefinitionPlan? Definition(XElement item, string path)
    {
        if (item.Text("definitionRef") is not { } reference) return null;
        var id = CmmnXml.LocalName(reference);
        if (element.Parent?.Children("caseFileItemDefinition").FirstOrDefault(d => d.Text("id") == id) is not { } definition)
        {
            diagnostics.Error("J733", path, $"The case file item refers to the definition '{reference}', which does not exist.", "Add a 'caseFileItemDefinition' of this id, or leave the reference out.");
            return null;
        }
        return new CaseFileItemDefinitionPlan(id, definition.Text("name"), definition.Text("definitionType"), definition.Text("structureRef"),
            [.. definition.Children("property").Select(p => new CaseFilePropertyPlan(p.Text("name") ?? "", p.Text("type")))]);
    }
}
