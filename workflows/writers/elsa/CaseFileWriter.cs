using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Writers.Elsa;

/// <summary>The case file and the parameters of a journey as members of <c>customProperties.journey</c>.</summary>
internal static class CaseFileWriter
{
    public static JsonArray Items(IEnumerable<CaseFileItemPlan> items) => new([.. items.Select(Item)]);

    private static JsonNode Item(CaseFileItemPlan item)
    {
        var json = new JsonObject { ["id"] = item.Id, ["name"] = item.Name };
        if (item.Multiplicity != Multiplicity.Unspecified) json["multiplicity"] = FactNames.Names<Multiplicity>.Of(item.Multiplicity);
        if (!item.References.IsEmpty) json["references"] = new JsonArray([.. item.References.Select(r => (JsonNode)r)]);
        if (item.Definition is { } definition) json["definition"] = Definition(definition);
        if (!item.Children.IsEmpty) json["children"] = Items(item.Children);
        return json;
    }

    private static JsonObject Definition(CaseFileItemDefinitionPlan definition)
    {
        var json = new JsonObject();
        Set(json, "id", definition.Id);
        Set(json, "name", definition.Name);
        Set(json, "definitionType", definition.DefinitionType);
        Set(json, "structureRef", definition.StructureRef);
        if (!definition.Properties.IsEmpty) json["properties"] = new JsonArray([.. definition.Properties.Select(Property)]);
        return json;
    }

    private static JsonNode Property(CaseFilePropertyPlan property)
    {
        var json = new JsonObject();
        Set(json, "name", property.Name);
        Set(json, "type", property.Type);
        return json;
    }

    private static void Set(JsonObject json, string name, string? text)
    {
        if (text is { Length: > 0 }) json[name] = text;
    }

    public static JsonNode Parameter(CaseParameterPlan parameter)
    {
        var json = new JsonObject { ["id"] = parameter.Id, ["name"] = parameter.Name, ["variable"] = parameter.Variable };
        if (parameter.IsOutput) json["output"] = true;
        return json;
    }
}
