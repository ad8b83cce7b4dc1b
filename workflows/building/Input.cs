using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>The value of an activity's input: a constant, or an expression.</summary>
public readonly struct Input
{
    private readonly Func<JsonNode?>? make;

    private Input(Func<JsonNode?> make) => this.make = make;

    /// <summary>A fresh node for each use; null: nothing was given.</summary>
    internal JsonNode? Json => make?.Invoke();

    /// <summary>An expression in CEL (docs/expressions.md).</summary>
    public static Input Cel(string text) => Expression("Cel", () => text);

    /// <summary>JavaScript that is no more than one expression.</summary>
    public static Input JavaScript(string text) => Expression("JavaScript", () => text);

    /// <summary>A variable, by its id.</summary>
    public static Input Variable(string id) => Expression("Variable", () => new JsonObject { ["id"] = id });

    /// <summary>An input of the journey, by its name.</summary>
    public static Input Of(string journeyInput) => Expression("Input", () => new JsonObject { ["name"] = journeyInput });

    /// <summary>A list or an object.</summary>
    public static Input Literal(JsonNode value) => Expression("Literal", value.DeepClone);

    private static Input Expression(string type, Func<JsonNode?> value) =>
        new(() => new JsonObject { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value() } });

    public static implicit operator Input(string text) => new(() => text);

    public static implicit operator Input(bool value) => new(() => value);

    public static implicit operator Input(long value) => new(() => value);

    public static implicit operator Input(double value) => new(() => value);

    public static implicit operator Input(TimeSpan value) => new(() => value.ToString("c", CultureInfo.InvariantCulture));

    public static implicit operator Input(DateTimeOffset value) => new(() => value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
}
