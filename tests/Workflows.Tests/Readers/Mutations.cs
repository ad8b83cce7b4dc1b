using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Definitions with something wrong in them, by chance, the same for the same seed.</summary>
internal sealed class Mutations(int seed, IReadOnlyList<string> sources)
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "9223372036854775807", "\"\"", "\"x\"", "\"vars.x + 1\"", "\"((((((\"", "\"* * * * *\"", "\"99999999.00:00:00\"", "\"\\u0000\"", "[]", "{}", "[[]]",
        "[null]", "[1, \"a\", {}]", "{\"expression\": null}", "{\"expression\": {\"type\": \"Cel\", \"value\": 7}}", "{\"expression\": {\"type\": \"Variable\", \"value\": \"{\"}}",
        "{\"expression\": {\"type\": \"Variable\", \"value\": \"\\\"\\\"\"}}", "{\"expression\": {\"type\": \"Literal\", \"value\": {\"a\": [1]}}}", "{\"expression\": {\"type\": \"Object\", \"value\": \"[1,\"}}",
        "{\"typeName\": 5, \"expression\": {\"type\": \"JavaScript\", \"value\": \"variables.\"}}", "{\"memoryReference\": {\"id\": 3}}", "{\"$values\": 1}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}",
    ];

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var source = sources[random.Next(sources.Count)];
        if (random.Next(4) == 0) return Spoilt(Encoding.UTF8.GetBytes(source));
        var document = JsonNode.Parse(source)!;
        for (var changes = random.Next(1, 6); changes > 0; changes--) Change(document);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private byte[] Spoilt(byte[] bytes)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private void Change(JsonNode document)
    {
        List<JsonNode> all = [];
        Collect(document, all);
        var (node, other) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
        var value = random.Next(3) == 0 ? other.DeepClone() : JsonNode.Parse(Values[random.Next(Values.Length)]);
        switch (node.Parent)
        {
            case JsonArray list when random.Next(3) == 0: list.RemoveAt(list.IndexOf(node)); break;
            case JsonArray list when random.Next(2) == 0: list.Insert(random.Next(list.Count), node.DeepClone()); break;
            case JsonArray list: list[list.IndexOf(node)] = value; break;
            case JsonObject owner when random.Next(4) == 0: owner.Remove(node.GetPropertyName()); break;
            case JsonObject owner when random.Next(4) == 0: owner[node.GetPropertyName() + "s"] = value; break;
            case JsonObject owner: owner[node.GetPropertyName()] = value; break;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> all)
    {
        if (node is null) return;
        all.Add(node);
        if (node is JsonArray list) foreach (var item in list) Collect(item, all);
        if (node is JsonObject owner) foreach (var member in owner) Collect(member.Value, all);
    }
}
