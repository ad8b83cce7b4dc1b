using System.Globalization;
using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>A ride on one train between two stops, as a booking and a carrier's feed tell of it. Times are Berlin time, "dd HH:mm" of September 2025.</summary>
public sealed record Train(string Name, string Trip, string From, string Dep, string DepPlatform, string To, string Arr, string ArrPlatform)
{
    public static readonly Train Regional = new("RE 17", "25112", "Berlin Hbf", "05 09:20", "7", "Berlin Südkreuz", "05 09:26", "7");
    public static readonly Train Express = new("ICE 597", "22637", "Berlin Südkreuz", "05 09:33", "3", "Wittenberg", "05 10:06", "1");
    public static readonly Train NextExpress = new("ICE 1005", "9242", "Berlin Südkreuz", "05 10:03", "4", "Wittenberg", "05 10:36", "2");
    public static readonly Train LastExpress = new("ICE 1007", "9243", "Berlin Südkreuz", "05 11:03", "4", "Wittenberg", "05 11:36", "2");

    public string Topic => $"train:{Name}:{Trip}";

    public JsonObject Leg() => new()
    {
        ["topic"] = Topic, ["train"] = Name, ["trip"] = Trip,
        ["from"] = new JsonObject { ["station"] = From, ["stop"] = "1" }, ["to"] = new JsonObject { ["station"] = To, ["stop"] = "2" },
        ["plannedDep"] = Utc(Dep), ["plannedArr"] = Utc(Arr), ["platformDep"] = DepPlatform, ["platformArr"] = ArrPlatform,
    };

    public JsonObject Offer()
    {
        var leg = Leg();
        (leg["expectedDep"], leg["expectedArr"]) = (Utc(Dep), Utc(Arr));
        return leg;
    }

    /// <summary>What the feed says of it.</summary>
    public string News(int dep = 0, int arr = 0, string? from = null, string? to = null, bool cancelled = false, bool endsEarly = false, string? cause = null)
    {
        var start = new JsonObject
        {
            ["station"] = From, ["plannedDep"] = Utc(Dep), ["expectedDep"] = Utc(Dep, dep), ["delayDep"] = dep, ["platformDep"] = from ?? DepPlatform, ["cancelledDep"] = cancelled,
        };
        var end = new JsonObject
        {
            ["station"] = To, ["plannedArr"] = Utc(Arr), ["expectedArr"] = Utc(Arr, arr), ["delayArr"] = arr, ["platformArr"] = to ?? ArrPlatform, ["cancelledArr"] = cancelled || endsEarly,
        };
        if (cause is not null) start["causes"] = new JsonArray(cause);
        return new JsonObject { ["train"] = Name, ["trip"] = Trip, ["stops"] = new JsonObject { ["1"] = start, ["2"] = end } }.ToJsonString();
    }

    public static DateTimeOffset At(string local) =>
        DateTimeOffset.ParseExact($"2025-09-{local} +02:00", "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture).ToUniversalTime();

    public static string Utc(string local, int minutes = 0) => Utc(At(local).AddMinutes(minutes));

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
