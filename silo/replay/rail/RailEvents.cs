using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>Names of docs/events.md, and the ids of what the replay sends.</summary>
public static class RailEvents
{
    public const string CustomerUpdated = "customer.updated";
    public const string ConsentChanged = "customer.consent.changed";
    public const string Booked = "trip.booked";
    public const string Boarded = "trip.boarded";
    public const string Exited = "trip.exited";
    public const string Feedback = "trip.feedback";
    public const string TrainUpdated = "train.updated";
    public const string AlternativesRequested = "trip.alternatives.requested";
    public const string AlternativesFound = "trip.alternatives.found";
    public const string AlternativesNone = "trip.alternatives.none";

    internal const string ShopSource = "/rail/shop";
    internal const string FeedSource = "/rail/feed";
    internal const string AccommodationSource = "/rail/re-accommodation";

    /// <summary>Source of a traveller's own signals, by <see cref="Behaviour.By"/>.</summary>
    internal static string SourceOf(string by) => by == "gate" ? "/rail/gate" : "/rail/app";

    /// <summary>Text of a run's id.</summary>
    public static string TripId(RailTrip trip) => trip.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Text of a stop's number in its run: the key in <c>stops</c> of <c>train.updated</c>.</summary>
    public static string StopId(RailStop stop) => stop.Seq.ToString(CultureInfo.InvariantCulture);

    /// <summary>An event about one customer.</summary>
    internal static ReplaySignal OfCustomer(Instant at, string subject, string source, string id, string type, Action<System.Text.Json.Utf8JsonWriter> members) =>
        new(at, subject, null, source, id, type, Json.Write(members));
}
