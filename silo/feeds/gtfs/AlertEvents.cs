using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;
using JourneyOrchestrator.Silo.Feeds.Mapping;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Gtfs;

/// <summary>Alerts as <c>disruption.announced</c> on the topic of whatever they inform: a run, else a route, else a stop.</summary>
internal sealed class AlertEvents(TripNames names, string source)
{
    // Names of the enumerations of the format, by their numbers from 1.
    private static readonly string[] Causes =
        ["", "unknown", "other", "technical-problem", "strike", "demonstration", "accident", "holiday", "weather", "maintenance", "construction", "police-activity", "medical-emergency"];

    private static readonly string[] Effects =
        ["", "no-service", "reduced-service", "significant-delays", "detour", "additional-service", "modified-service", "other", "unknown", "stop-moved", "no-effect", "accessibility-issue"];

    public IEnumerable<FeedEvent> Of(string id, Alert alert, DateTimeOffset? at)
    {
        var data = Value.OfMap(new ValueMap.Builder()
            .Add("alert", Value.Of(id)).Add("cause", Value.Of(Name(Causes, alert.HasCause ? alert.Cause : 1))).Add("effect", Value.Of(Name(Effects, alert.HasEffect ? alert.Effect : 8)))
            .Add("periods", Value.OfList(alert.ActivePeriod.Select(Period).ToArray())).Add("header", Texts(alert.HeaderText)).Add("description", Texts(alert.DescriptionText)).Build());
        foreach (var topic in alert.InformedEntity.Select(TopicOf).OfType<string>().Distinct(StringComparer.Ordinal))
            yield return new FeedEvent(topic, new Signal(EventIds.Of("alert:" + id, at, data), source, "disruption.announced", "", at, data) { Extensions = Retained.LatestOf(id) });
    }

    private string? TopicOf(EntitySelector informed)
    {
        if (informed.Trip is { TripId.Length: > 0 } trip) return names.Of(trip)?.Topic;
        var topic = informed.RouteId.Length > 0 ? "route:" + informed.RouteId : informed.StopId.Length > 0 ? "stop:" + informed.StopId : "";
        return TopicNames.AreGood(topic) ? topic : null;
    }

    private static string Name(string[] names, int number) => number > 0 && number < names.Length ? names[number] : "unknown";

    private static Value Period(TimeRange range)
    {
        var period = new ValueMap.Builder();
        if (range.HasStart) period.Add("from", TripEvents.Text((long)range.Start));
        if (range.HasEnd) period.Add("until", TripEvents.Text((long)range.End));
        return Value.OfMap(period.Build());
    }

    /// <summary>By language; <c>und</c> where none is named.</summary>
    private static Value Texts(TranslatedString? texts)
    {
        var byLanguage = ValueMap.Empty;
        foreach (var text in texts?.Translation ?? []) byLanguage = byLanguage.With(text.Language.Length > 0 ? text.Language : "und", Value.Of(text.Text));
        return Value.OfMap(byLanguage);
    }
}
