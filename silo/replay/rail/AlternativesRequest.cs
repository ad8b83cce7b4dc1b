using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>The question of a journey for later trains: <c>trip.alternatives.requested</c> of docs/events.md.</summary>
/// <param name="Request">Comes back in the answer.</param>
/// <param name="Not">Runs that are out of the question.</param>
public sealed record AlternativesRequest(
    string Traveller, string Booking, string Request, string From, string To, Instant After, IReadOnlySet<string> Not)
{
    /// <summary>Reads the body of the webhook.</summary>
    /// <exception cref="FormatException">The body isn't such a request; names the member and what to do.</exception>
    public static AlternativesRequest Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            var after = InstantPattern.ExtendedIso.Parse(Text(root, "after"));
            if (!after.Success) throw Bad("after", "is not an instant; write it in UTC as 2025-09-05T07:36:00Z");
            return new AlternativesRequest(
                Text(root, "traveller"), Text(root, "booking"), Text(root, "request"),
                Text(Member(root, "from"), "station"), Text(Member(root, "to"), "station"), after.Value, Runs(root));
        }
        catch (JsonException e)
        {
            throw new FormatException("The body is not JSON.", e);
        }
    }

    private static HashSet<string> Runs(JsonElement root)
    {
        if (!root.TryGetProperty("not", out var runs)) return [];
        if (runs.ValueKind != JsonValueKind.Array || runs.EnumerateArray().Any(run => run.ValueKind != JsonValueKind.String))
            throw Bad("not", "is not a list of texts; name runs by their trip");
        return [.. runs.EnumerateArray().Select(run => run.GetString()!)];
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : throw Bad(name, "is missing; add it");

    private static string Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Bad(name, "is not a text; write one");

    private static FormatException Bad(string member, string problem) => new($"The member '{member}' {problem}.");
}
