using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Feeds.Mapping;

/// <summary>Turns a JSON document into events by the expressions of a feed's settings.</summary>
internal sealed class JsonMapping
{
    public const int ItemsMax = 100_000;

    private static readonly string[] OfItem = ["item", "feed"];

    private readonly string source;
    private readonly FeedExpression items, type, id;
    private readonly FeedExpression? topic, subject, when, time, data, retainKey;

    /// <exception cref="FeedException">An expression is wrong; the message names feed, member and column.</exception>
    public JsonMapping(string feed, FeedMapping mapping, string source)
    {
        if (mapping.Topic is null == mapping.Subject is null) throw new FeedException($"Feed '{feed}': 'mapping' needs 'topic' or 'subject', one of them.");
        this.source = source;
        FeedExpression Member(string name, string text) => FeedExpression.Of(text, $"Feed '{feed}': 'mapping.{name}'", OfItem);
        FeedExpression? Optional(string name, string? text) => text is null ? null : Member(name, text);
        items = FeedExpression.Of(mapping.Items, $"Feed '{feed}': 'mapping.items'", "feed");
        (type, id, topic, subject) = (Member("type", mapping.Type), Member("id", mapping.Id), Optional("topic", mapping.Topic), Optional("subject", mapping.Subject));
        (when, time, data, retainKey) = (Optional("when", mapping.When), Optional("time", mapping.Time), Optional("data", mapping.Data), Optional("retainKey", mapping.RetainKey));
    }

    /// <param name="unmatched">Counts items that are meant and of which no event could be made.</param>
    /// <exception cref="FeedException">The document has no list of items.</exception>
    public IReadOnlyList<FeedEvent> Of(in Value document, out long unmatched)
    {
        var list = items.Evaluate(("feed", document));
        if (list.Kind != ValueKind.List) throw new FeedException($"'items' gives no list: {(list.IsError ? list.AsString() : list.Kind.ToString())}.");
        if (list.AsList().Length > ItemsMax) throw new FeedException($"It holds {list.AsList().Length} items, more than {ItemsMax}.");
        var events = new List<FeedEvent>();
        unmatched = 0;
        foreach (var item in list.AsList())
        {
            (string, Value)[] names = [("item", item), ("feed", document)];
            if (when is not null && !when.Evaluate(names).IsTrue) continue;
            if (One(names, item) is { } made) events.Add(made);
            else unmatched++;
        }
        return events;
    }

    private FeedEvent? One((string, Value)[] names, in Value item)
    {
        var content = data?.Evaluate(names) ?? item;
        if (content.IsError || Text(type, names) is not { } named || Text(id, names) is not { } known || Text((topic ?? subject)!, names) is not { } about || !TryTime(names, out var at)) return null;
        var kept = topic is null ? null : retainKey is null ? Retained.Latest : Text(retainKey, names) is { } key ? Retained.LatestOf(key) : null;
        if (topic is not null && kept is null) return null;
        return new FeedEvent(topic is null ? null : about, new Signal(known, source, named, topic is null ? about : "", at, content) { Extensions = kept });
    }

    private static string? Text(FeedExpression expression, (string, Value)[] names) => expression.Evaluate(names) switch
    {
        { Kind: ValueKind.String } text when TopicNames.AreGood(text.AsString()) => text.AsString(),
        { Kind: ValueKind.Int } number => number.AsInt().ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private bool TryTime((string, Value)[] names, out DateTimeOffset? at)
    {
        at = null;
        if (time is null) return true;
        var value = time.Evaluate(names);
        at = value.Kind switch
        {
            ValueKind.Timestamp => value.AsTimestamp(),
            ValueKind.Int => Gtfs.TripEvents.Time(value.AsInt()),
            ValueKind.String when DateTimeOffset.TryParse(value.AsString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) => parsed,
            _ => null,
        };
        return at is not null;
    }
}
