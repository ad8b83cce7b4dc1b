using System.Text.Json;
using System.Text.Unicode;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Journeys;

/// <summary>What a definition must be before a reader looks at it: one JSON object within the common limits.</summary>
internal static class JsonObjectCheck
{
    public static Problem? Flaw(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body)) return EventProblems.InvalidUtf8 with { Message = "The definition is not valid UTF-8." };
        try
        {
            return ValueJson.Parse(body).Kind == ValueKind.Map
                ? null
                : new Problem("", "not-an-object", "The definition is not a JSON object.", "Send one workflow definition.");
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
