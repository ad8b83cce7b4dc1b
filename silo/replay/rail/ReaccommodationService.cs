using System.Text.Json;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// The re-accommodation service of a replay: a webhook asks it for later trains, and it answers with a signal of the traveller, as a
/// real one would. It remembers its answers by idempotency key: a request that is tried again gets the same one.
/// </summary>
/// <remarks>Safe for use from any thread.</remarks>
public sealed class ReaccommodationService(RailData data, LaterTrains later)
{
    /// <summary>Where journeys send their request; see docs/events.md.</summary>
    public const string Address = "https://reaccommodation.example/alternatives";

    private const int AlternativesMost = 3;

    private readonly Dictionary<string, ReplaySignal> _answers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Answers one request with what is known at an instant.</summary>
    /// <param name="body">The webhook's body.</param>
    /// <param name="idempotencyKey">The webhook's key: the effect's id.</param>
    /// <exception cref="FormatException">The body isn't a request; a real service would answer 400.</exception>
    public ReplaySignal Answer(ReadOnlyMemory<byte> body, string idempotencyKey, Instant at)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(idempotencyKey, out var known)) return known;
            return _answers[idempotencyKey] = Answer(AlternativesRequest.Read(body), idempotencyKey, at);
        }
    }

    private ReplaySignal Answer(AlternativesRequest request, string key, Instant at)
    {
        var after = Instant.Max(request.After, at);
        var rides = later.Find(request.From, request.To, after, at)
            .Where(ride => !request.Not.Contains(RailEvents.TripId(ride.Trip)))
            .Take(AlternativesMost).ToArray();
        var type = rides.Length > 0 ? RailEvents.AlternativesFound : RailEvents.AlternativesNone;
        return RailEvents.OfCustomer(at, request.Traveller, RailEvents.AccommodationSource, key, type, json =>
        {
            json.Text("booking", request.Booking);
            json.Text("request", request.Request);
            if (rides.Length > 0) Write(json, rides, at);
        });
    }

    private void Write(Utf8JsonWriter json, Leg[] rides, Instant at)
    {
        json.WriteStartArray("alternatives");
        foreach (var ride in rides)
        {
            json.WriteStartObject();
            json.Ride(ride);
            json.Time("expectedDep", data.Known(ride.From, at).DepartureAt(ride.From));
            json.Time("expectedArr", data.Known(ride.To, at).ArrivalAt(ride.To));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
