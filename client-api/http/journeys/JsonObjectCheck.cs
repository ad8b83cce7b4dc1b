using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Journeys;

/// <summary>What a definition must be before a reader looks at it: one JSON object within the common limits, with an id that can be a name.</summary>
internal static class JsonObjectCheck
{
    public static Problem? Flaw(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) return EventProblems.InvalidUtf8 with { Message = "The definition is not valid UTF-8." };
        try
        {
            var definition = ValueJson.Parse(body);
            if (definition.Kind != ValueKind.Map)
                return new Problem("", "not-an-object", "The definition is not a JSON object.", "Send one workflow definition.");
            // That it is missing is the reader's diagnostic; what is there becomes part of paths.
            return definition.AsMap()["definitionId"] is { Kind: ValueKind.String } id && id.AsString().Length > 0
                ? Names.Check("/definitionId", id.AsString())
                : null;
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
}
