using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace JourneyOrchestrator.Tests.Shared.Deploy;

/// <summary>YAML files as JSON, with anchors and merges (<c>&lt;&lt;</c>) carried out: what is merged stands first, and what is written goes before it.</summary>
internal static class Yaml
{
    public static JsonNode Read(string path) => Parse(File.ReadAllText(path));

    public static JsonNode Parse(string text)
    {
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        return ToJson(reader.Deserialize<object?>(new MergingParser(new Parser(new StringReader(text)))))!;
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        Dictionary<object, object> map => new JsonObject(map.Select(entry => KeyValuePair.Create((string)entry.Key, ToJson(entry.Value)))),
        List<object> list => new JsonArray([.. list.Select(ToJson)]),
        bool yes => JsonValue.Create(yes),
        string text => JsonValue.Create(text),
        double or float => JsonValue.Create(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        IConvertible whole => JsonValue.Create(whole.ToInt64(System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new YamlException($"What is a {value.GetType()}?"),
    };
}
