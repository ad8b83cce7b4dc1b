using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JourneyOrchestrator.Tests.Shared.Deploy;

/// <summary>A service of <c>docker-compose.yml</c>.</summary>
internal sealed record Service(string Name, JsonObject Json)
{
    public string Image => (string)Json["image"]!;

    /// <summary>Stage of our Dockerfile that its image is; null: an image of other people.</summary>
    public string? Target => (string?)Json["build"]?["target"];

    public string[] Command => Texts("command");

    public string[] Profiles => Texts("profiles");

    public string[] Ports => Texts("ports");

    /// <summary>What is mounted, as <c>from:to</c> or <c>from:to:ro</c>.</summary>
    public string[] Volumes => Texts("volumes");

    public IReadOnlyDictionary<string, string> Environment =>
        Json["environment"]?.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.ToString()) ?? [];

    /// <summary>Services that must be there first, each with its condition.</summary>
    public IReadOnlyDictionary<string, string> DependsOn =>
        Json["depends_on"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!["condition"]!) ?? [];

    private string[] Texts(string member) => [.. (Json[member]?.AsArray() ?? []).Select(item => item!.ToString())];
}

/// <summary>The composition that ships, with its variables filled in as Compose does.</summary>
internal sealed partial class Compose
{
    public const string FileName = "docker-compose.yml";

    private Compose(JsonObject json)
    {
        Json = json;
        Services = json["services"]!.AsObject().Select(pair => new Service(pair.Key, pair.Value!.AsObject())).ToDictionary(service => service.Name);
    }

    /// <summary>The folder that it is in, with what it mounts.</summary>
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <summary>As it is written.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, FileName));

    public static IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Groups[1].Value).Distinct();

    public JsonObject Json { get; }

    public IReadOnlyDictionary<string, Service> Services { get; }

    public IEnumerable<Service> Of(string profile) => Services.Values.Where(service => service.Profiles.Contains(profile));

    /// <exception cref="InvalidDataException">A variable that must be given is not, or is empty.</exception>
    public static Compose With(IReadOnlyDictionary<string, string> values) => new(Filled(Yaml.Parse(Text), values)!.AsObject());

    /// <summary>The variables of a file such as <c>.env</c>.</summary>
    public static Dictionary<string, string> ReadSettings(string path) =>
        File.ReadLines(path).Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>What is read is filled in, not what is written: an empty value is an empty text.</summary>
    private static JsonNode? Filled(JsonNode? node, IReadOnlyDictionary<string, string> values) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Filled(pair.Value, values)))),
        JsonArray list => new JsonArray([.. list.Select(item => Filled(item, values))]),
        JsonValue value when value.TryGetValue(out string? text) => Variable().Replace(text, match => Fill(match, values)),
        _ => node?.DeepClone(),
    };

    private static string Find(string folder) => File.Exists(Path.Combine(folder, FileName)) ? folder : Find(Path.GetDirectoryName(folder)!);

    private static string Fill(Match match, IReadOnlyDictionary<string, string> values)
    {
        var (name, rule, text) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        if (values.TryGetValue(name, out var value) && value.Length > 0) return value;
        return rule == ":-" ? text : throw new InvalidDataException($"{name}: {text}");
    }

    [GeneratedRegex(@"\$\{(\w+)(?:(:-|:\?)([^}]*))?\}")]
    private static partial Regex Variable();
}
