using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Variables of the definition or of a container.</summary>
internal static class VariableReader
{
    public static ImmutableArray<VariablePlan> Read(JsonElement json, string node, Diagnostics diagnostics, string member = "variables") =>
        [.. json.Elements(member).Where(v => v.ValueKind == JsonValueKind.Object).Select(v => ReadOne(v, node, diagnostics)).OfType<VariablePlan>()];

    private static VariablePlan? ReadOne(JsonElement json, string node, Diagnostics diagnostics)
    {
        var name = json.Text("name") ?? json.Text("id");
        if (name is null || name.StartsWith('$'))
        {
            diagnostics.Error("J109", node, "A variable has no name, or one that begins with '$'.", "Name it with letters, digits and '_'.");
            return null;
        }
        var type = TypeReader.Read(json);
        var initial = Value.Null;
        if (json.Member("value") is { ValueKind: not JsonValueKind.Null } value)
        {
            if (TypeReader.Convert(value, type, out var problem) is { } converted) initial = converted;
            else diagnostics.Warning("J111", node, $"The initial value of the variable '{name}' is left out: {problem}.", "Write a value of the variable's type.");
        }
        return new VariablePlan(json.Text("id") ?? name, name, type, initial);
    }
}
