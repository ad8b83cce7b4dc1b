using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Members of a JSON request body, or of a tool's arguments; what is missing or wrong is collected, so that one answer names all of it.</summary>
internal sealed class Fields(ValueMap map)
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    /// <returns>Null when the body was refused and the answer is written.</returns>
    public static async ValueTask<Fields?> ReadAsync(HttpContext context)
    {
        if (!RequestBody.IsJson(context.Request))
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "The body must be JSON.",
                new Problem("", "media-type", "The content type is not JSON, or the body is packed.", "Send Content-Type: application/json, in UTF-8, without Content-Encoding."));
            return null;
        }
        if (await RequestBody.ReadAsync(context) is not { } body) return null;
        var flaw = Parse(body.Span, out var value);
        if (flaw is null && value.Kind != ValueKind.Map)
            flaw = new Problem("", "not-an-object", "The body is not a JSON object.", "Send a JSON object.");
        if (flaw is null) return new Fields(value.AsMap());
        await ProblemAnswer.BadRequestAsync(context, flaw);
        return null;
    }

    /// <summary>Reads one JSON text; answers why it is none.</summary>
    public static Problem? Parse(ReadOnlySpan<byte> body, out Value value)
    {
        value = Value.Null;
        if (!Utf8.IsValid(body)) return EventProblems.InvalidUtf8 with { Message = "The body is not valid UTF-8." };
        try
        {
            value = ValueJson.Parse(body);
            return null;
        }
        catch (ValueJsonException e)
        {
            return EventProblems.Of(e, "");
        }
        catch (JsonException e)
        {
            return EventProblems.MalformedJson(e);
        }
    }

    /// <summary>A name that must be there: not empty, at most 256 bytes, no control characters.</summary>
    public string Name(string name)
    {
        var text = Text(name);
        if (!Flawed(name) && Names.Check("/" + name, text) is { } problem) problems.Add(problem);
        return text ?? "";
    }

    /// <summary>A name that may be left out; where it is there, it keeps to the same rules.</summary>
    public string? OptionalName(string name) => map.TryGetValue(name, out var value) && !value.IsNull ? Name(name) : null;

    /// <summary>A text that may be left out.</summary>
    public string? Text(string name)
    {
        if (!map.TryGetValue(name, out var value) || value.IsNull) return null;
        if (value.Kind == ValueKind.String) return value.AsString();
        problems.Add(EventProblems.WrongType("/" + name, "a string"));
        return null;
    }

    /// <summary>A text that must be there, of whatever form.</summary>
    public string RequiredText(string name)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text) && !Flawed(name)) problems.Add(text is null ? EventProblems.Missing("/" + name) : EventProblems.Empty("/" + name));
        return text ?? "";
    }

    /// <summary>A list of texts that may be left out.</summary>
    public ImmutableArray<string> Texts(string name)
    {
        if (!map.TryGetValue(name, out var value) || value.IsNull) return [];
        if (value.Kind == ValueKind.List && value.AsList().All(item => item.Kind == ValueKind.String)) return [.. value.AsList().Select(item => item.AsString())];
        problems.Add(EventProblems.WrongType("/" + name, "an array of strings"));
        return [];
    }

    public bool Flag(string name)
    {
        if (map.TryGetValue(name, out var value) && value.Kind == ValueKind.Bool) return value.AsBool();
        problems.Add(value.IsNull ? new("/" + name, "missing", $"'{name}' is missing.", "Send true or false.") : EventProblems.WrongType("/" + name, "true or false"));
        return false;
    }

    /// <summary>True or false, which may be left out: false then.</summary>
    public bool OptionalFlag(string name) => map.TryGetValue(name, out var value) && !value.IsNull && Flag(name);

    /// <summary>A version number that may be left out.</summary>
    public int? Version(string name)
    {
        if (!map.TryGetValue(name, out var value) || value.IsNull) return null;
        if (value.Kind == ValueKind.Int && value.AsInt() is >= 1 and <= int.MaxValue) return (int)value.AsInt();
        problems.Add(EventProblems.WrongType("/" + name, "a whole number from 1"));
        return null;
    }

    /// <summary>A whole number within limits that may be left out.</summary>
    public int Number(string name, int absent, int min, int max)
    {
        if (!map.TryGetValue(name, out var value) || value.IsNull) return absent;
        if (value.Kind == ValueKind.Int && value.AsInt() >= min && value.AsInt() <= max) return (int)value.AsInt();
        problems.Add(EventProblems.WrongType("/" + name, $"a whole number from {min} to {max}"));
        return absent;
    }

    /// <summary>One of some words, which may be left out.</summary>
    public string? OneOf(string name, params IReadOnlyList<string> words)
    {
        if (Text(name) is not { } text || words.Contains(text)) return Text(name);
        problems.Add(new Problem("/" + name, "unknown-value", $"'{text}' is no {name}.", $"Send {string.Join(" or ", words)}."));
        return null;
    }

    /// <summary>An object that may be left out.</summary>
    public ValueMap Map(string name)
    {
        if (!map.TryGetValue(name, out var value) || value.IsNull) return ValueMap.Empty;
        if (value.Kind == ValueKind.Map) return value.AsMap();
        problems.Add(EventProblems.WrongType("/" + name, "an object"));
        return ValueMap.Empty;
    }

    /// <summary>Any JSON; null where it is left out.</summary>
    public Value Any(string name) => map[name];

    private bool Flawed(string name) => problems.Exists(p => p.Field == "/" + name);
}
