using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>The case file of a journey: <c>customProperties.journey.caseFile</c>, a list of items (CMMN 1.1, 5.3; docs/journey-format.md).</summary>
internal sealed class CaseFileReader(CheckedMembers members, Diagnostics diagnostics)
{
    private const int ItemsMax = 1000;

    private readonly HashSet<string> ids = new(StringComparer.Ordinal), names = new(StringComparer.Ordinal);
    private readonly List<(string Item, string Name)> references = [];

    public ImmutableArray<CaseFileItemPlan> Read(JsonElement journey)
    {
        var items = Items(journey, "caseFile", null);
        foreach (var (item, name) in references)
            if (!names.Contains(name)) diagnostics.Error("J733", "", $"The case file item '{item}' refers to '{TypeReader.Short(name)}', which does not exist.", diagnostics.Suggest(name, names, "Name another case file item."));
        return items;
    }

    /// <summary>The variables that hold the items at the top, but for those that the journey declares itself.</summary>
    public static IEnumerable<VariablePlan> VariablesOf(ImmutableArray<CaseFileItemPlan> items, ImmutableArray<VariablePlan> declared) =>
        items.Where(item => declared.All(variable => variable.Name != item.Name)).Select(item => new VariablePlan(item.Name, item.Name, item.IsMany ? PlanType.List : PlanType.Any, Value.Null));

    private ImmutableArray<CaseFileItemPlan> Items(JsonElement json, string member, CaseFileItemPlan? parent)
    {
        var beside = new HashSet<string>(StringComparer.Ordinal);
        var items = ImmutableArray.CreateBuilder<CaseFileItemPlan>();
        foreach (var item in members.List(json, member, "", JsonValueKind.Object))
        {
            if (ids.Count >= ItemsMax)
            {
                diagnostics.Error("J735", "", $"The case file has more than {ItemsMax} items.", "Leave out what nothing waits for: members of a value need no items of their own.");
                break;
            }
            var name = members.Text(item, "name", "") ?? members.Text(item, "id", "") ?? "";
            if (name.Length == 0 || name.StartsWith('$') || !beside.Add(name))
                diagnostics.Error("J735", "", name.Length == 0 ? "A case file item has neither name nor id." : $"'{TypeReader.Short(name)}' can't be the name of a case file item, or is that of another one beside it.", "Give each a name of its own: it is the variable that holds it.");
            else items.Add(Item(item, name, parent));
        }
        return items.ToImmutable();
    }

    private CaseFileItemPlan Item(JsonElement json, string name, CaseFileItemPlan? parent)
    {
        members.Only(json, "a case file item", "", "id", "name", "multiplicity", "children", "references", "definition");
        var path = parent is null ? name : $"{parent.Path}.{name}";
        var item = new CaseFileItemPlan(members.Text(json, "id", "") ?? path, name, path, MultiplicityOf(json, path))
        {
            Parent = parent?.Id, Definition = Definition(json), References = [.. members.List(json, "references", "", JsonValueKind.String).Select(r => r.GetString()!)],
        };
        names.Add(name);
        if (!ids.Add(item.Id)) diagnostics.Error("J735", "", $"Several case file items have the id '{TypeReader.Short(item.Id)}'.", "Give each an id of its own, or none.");
        references.AddRange(item.References.Select(r => (path, r)));
        return item with { Children = Items(json, "children", item) };
    }

    private Multiplicity MultiplicityOf(JsonElement json, string path)
    {
        if (members.Text(json, "multiplicity", "") is not { } text) return Multiplicity.Unspecified;
        if (FactNames.Names<Multiplicity>.TryParse(text, out var multiplicity)) return multiplicity;
        string[] known = [.. Enum.GetValues<Multiplicity>().Select(FactNames.Names<Multiplicity>.Of)];
        diagnostics.Error("J735", "", $"'{TypeReader.Short(text)}' is no multiplicity (case file item '{path}').", diagnostics.Suggest(text, known, $"Use {Diagnostics.OneOf(known)}."));
        return Multiplicity.Unspecified;
    }

    private CaseFileItemDefinitionPlan? Definition(JsonElement json)
    {
        if (members.Object(json, "definition", "") is not { ValueKind: JsonValueKind.Object } definition) return null;
        members.Only(definition, "the definition of a case file item", "", "id", "name", "definitionType", "structureRef", "properties");
        return new CaseFileItemDefinitionPlan(members.Text(definition, "id", "") ?? "", definition.Text("name"), definition.Text("definitionType"), definition.Text("structureRef"),
            [.. members.List(definition, "properties", "", JsonValueKind.Object).Select(p => new CaseFilePropertyPlan(p.Text("name") ?? "", p.Text("type")))]);
    }
}
