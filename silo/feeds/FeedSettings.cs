using System.Text.Json.Serialization;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds.Mapping;

namespace JourneyOrchestrator.Silo.Feeds;

/// <summary>The file of <c>--feeds</c> (docs/feeds.md).</summary>
public sealed record FeedList(FeedSettings[] Feeds)
{
    private const int FeedsMax = 100;

    /// <exception cref="FeedException">The file is wrong; the message names feed and member.</exception>
    public static FeedList Read(string path)
    {
        try
        {
            var list = JsonSerializer.Deserialize(File.ReadAllBytes(path), FeedJson.Default.FeedList);
            if (list?.Feeds is not { Length: > 0 and <= FeedsMax }) throw new FeedException($"{path}: 'feeds' must list 1 to {FeedsMax} feeds.");
            foreach (var feed in list.Feeds) feed.Check();
            return list.Feeds.GroupBy(feed => feed.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new FeedException($"{path}: two feeds are named '{twice.Key}'.")
                : list;
        }
        catch (JsonException error)
        {
            throw new FeedException($"{path} can't be read: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FeedException($"--feeds {path}: {error.Message}");
        }
    }
}

/// <summary>One feed.</summary>
/// <param name="Kind"><c>gtfs-realtime</c> or <c>json</c>.</param>
/// <param name="Url">Where it is asked for. With neither this nor a file it is sent to <c>POST /v1/feeds/NAME</c>.</param>
/// <param name="File">A file that is read again when it changes.</param>
/// <param name="EverySeconds">How often it is asked for.</param>
/// <param name="StaleAfterSeconds">Content made longer ago than this is not told.</param>
/// <param name="MaxBytes">Most bytes of it, once unpacked.</param>
/// <param name="Topic">Of a GTFS feed: CEL over <c>trip</c> for the topic of a run.</param>
/// <param name="Train">Of a GTFS feed: CEL over <c>trip</c> for the name that people read.</param>
/// <param name="Mapping">Of a JSON feed.</param>
public sealed record FeedSettings(
    string Name, string Kind, Uri? Url = null, string? File = null, int EverySeconds = 30, int StaleAfterSeconds = 600, int MaxBytes = 32 * 1024 * 1024,
    string Topic = Gtfs.TripNames.DefaultTopic, string Train = Gtfs.TripNames.DefaultTrain, FeedMapping? Mapping = null)
{
    public const string GtfsRealtime = "gtfs-realtime", Json = "json";

    internal void Check()
    {
        if (!TopicNames.AreGood(Name ?? "") || Name!.Contains('/', StringComparison.Ordinal)) throw new FeedException($"'{Name}' is no name for a feed: use up to 256 bytes, without '/'.");
        if (Kind is not (GtfsRealtime or Json)) throw Wrong("kind", $"is '{Kind}'. Use {GtfsRealtime} or {Json}.");
        if (Url is not null && File is not null) throw Wrong("url", "and 'file' exclude each other.");
        if (Url is not null && !(Url.IsAbsoluteUri && Url.Scheme is "http" or "https")) throw Wrong("url", "must be an http or https address.");
        if (Kind == GtfsRealtime && Url is null && File is null) throw Wrong("url", "or 'file' is needed.");
        if (Kind == Json && Mapping is null) throw Wrong("mapping", "is needed.");
        if (Kind == GtfsRealtime && Mapping is not null) throw Wrong("mapping", $"is for feeds of the kind {Json}.");
        if (EverySeconds is < 1 or > 86_400) throw Wrong("everySeconds", "must be 1 to 86400.");
        if (StaleAfterSeconds < 1) throw Wrong("staleAfterSeconds", "must be at least 1.");
        if (MaxBytes is < 1 or > 1024 * 1024 * 1024) throw Wrong("maxBytes", "must be 1 to 1073741824.");
    }

    private FeedException Wrong(string member, string what) => new($"Feed '{Name}': '{member}' {what}");
}

/// <summary>How items of a JSON feed become events: CEL over <c>feed</c> (the document) and <c>item</c>.</summary>
/// <param name="Items">CEL over <c>feed</c>: the list of items.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Id">The event's id: the same one again counts once.</param>
/// <param name="Topic">The topic; or <paramref name="Subject"/>, the customer.</param>
/// <param name="When">Items of which this is not true are passed over; null: none.</param>
/// <param name="Time">RFC 3339 text, a timestamp, or Unix seconds; null: when it is received.</param>
/// <param name="Data">The event's data; null: the item.</param>
/// <param name="RetainKey">Of a topic's events only the newest of each key is kept; null: the newest of the type.</param>
public sealed record FeedMapping(
    string Items, string Type, string Id, string? Topic = null, string? Subject = null, string? When = null, string? Time = null, string? Data = null, string? RetainKey = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(FeedList))]
internal sealed partial class FeedJson : JsonSerializerContext;
