using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyOrchestrator.Silo.Replay.Crisis;
using JourneyOrchestrator.Silo.Replay.Orders;

namespace Replay.Tests;

/// <summary>docs/events.md: its examples, and what the replays send, are as its schemas say.</summary>
public sealed partial class EventDocsTests
{
    private static readonly (string Type, JsonElement Schema, JsonElement Example)[] Documented = [.. Read()];

    [Fact]
    public void Each_example_is_as_its_schema_says() =>
        Assert.Empty(Documented.SelectMany(d => Wrong(d.Example, d.Schema, d.Type)));

    [Fact]
    public void What_the_replays_send_is_documented_and_as_its_schema_says()
    {
        var schemas = Documented.ToDictionary(d => d.Type, d => d.Schema);
        string[] builtIn = ["customer.updated", "customer.consent.changed"];
        var signals = OrdersScenario.Make(150, 2).Timeline.Signals().Concat(CrisisScenario.Make(150, 2).Timeline.Signals()).Where(s => !builtIn.Contains(s.Type)).ToList();

        Assert.True(signals.Select(s => s.Type).Distinct().Count() >= 20);
        Assert.Empty(signals.Select(s => s.Type).Distinct().Except(schemas.Keys));
        Assert.Empty(signals.SelectMany(s => Wrong(JsonDocument.Parse(s.Data).RootElement, schemas[s.Type], s.Type)).Distinct());
    }

    [Fact]
    public void A_schema_finds_what_is_wrong()
    {
        var schema = Documented.First(d => d.Type == "order.reviewed").Schema;

        Assert.Equal(["x: rating is missing"], Wrong(JsonDocument.Parse("""{"order":"A"}""").RootElement, schema, "x"));
        Assert.Equal(["x.rating: Number is no integer"], Wrong(JsonDocument.Parse("""{"order":"A","rating":1.5}""").RootElement, schema, "x"));
    }

    /// <summary>A schema stands after its example; its title names the types that it is for.</summary>
    private static IEnumerable<(string, JsonElement, JsonElement)> Read()
    {
        var blocks = JsonBlocks().Matches(File.ReadAllText(Path.Combine(Sample.Root, "docs", "events.md"))).Select(m => m.Groups[1].Value).ToList();
        for (var i = 1; i < blocks.Count; i++)
        {
            if (!blocks[i].Contains("\"$schema\"", StringComparison.Ordinal)) continue;
            var schema = JsonDocument.Parse(blocks[i]).RootElement;
            foreach (var type in schema.GetProperty("title").GetString()!.Split(", ")) yield return (type, schema, JsonDocument.Parse(blocks[i - 1]).RootElement);
        }
    }

    private static IEnumerable<string> Wrong(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => a.GetRawText() == value.GetRawText())) yield return $"{place}: {value.GetRawText()} is not allowed";
        if (schema.TryGetProperty("type", out var type) && !Is(value, type.GetString()!)) yield return $"{place}: {value.ValueKind} is no {type}";
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(r => r.GetString()!) : [])
                if (!value.TryGetProperty(name, out _)) yield return $"{place}: {name} is missing";
            foreach (var member in schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToArray() : [])
                if (value.TryGetProperty(member.Name, out var inner))
                    foreach (var problem in Wrong(inner, member.Value, $"{place}.{member.Name}")) yield return problem;
        }
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var inner in value.EnumerateArray())
                foreach (var problem in Wrong(inner, items, place + "[]")) yield return problem;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new InvalidOperationException($"The schema has the type '{type}', which this test does not know."),
    };

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();
}
