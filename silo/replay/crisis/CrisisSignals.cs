using System.Text.Json;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Crisis;

/// <summary>What shop, gates, trains and the crisis desk send in a replay of crises (docs/events.md).</summary>
internal static class CrisisSignals
{
    private const string Desk = "/crisis/desk", Shop = "/rail/shop", Gate = "/rail/gate", Feed = "/rail/feed";

    /// <summary>The desk of a disruption is a customer of its own: its case holds what staff has to do.</summary>
    public static string DeskOf(Disruption disruption) => "crisis-desk-" + disruption.Id;

    public static IEnumerable<Scheduled> Of(CrisisCustomer customer)
    {
        foreach (var signal in customer.Person.Signals()) yield return signal;
        if (customer.Train is { } train)
            foreach (var signal in Trip(customer, train)) yield return signal;
        foreach (var disruption in Disruption.All.Where(customer.IsOnList))
        {
            var booked = customer.Train is { } own && disruption.Affects(own.Departure) ? customer.Booked + Duration.FromMinutes(1) : disruption.Known;
            yield return Touched(customer, disruption, Instant.Max(disruption.Known + Duration.FromMinutes(5), booked));
        }
    }

    public static IEnumerable<Scheduled> Of(Disruption disruption)
    {
        yield return OfCustomer(disruption.Known, Rank.Booking, DeskOf(disruption), Desk, disruption.Id + ":opened", "crisis.opened", json =>
        {
            json.Text("disruption", disruption.Id);
            json.Text("topic", disruption.Topic);
            json.WriteStartArray("stations");
            foreach (var station in disruption.Stations) json.WriteStringValue(station);
            json.WriteEndArray();
        });
        foreach (var (at, state, revision, until) in disruption.News())
            yield return OnTopic(at, disruption.Topic, Desk, $"{disruption.Id}:{revision}", "disruption.updated", json => Picture(json, disruption, state, revision, until));
    }

    public static IEnumerable<Scheduled> Of(CrisisTrain train)
    {
        if (train is { Cancelled: false, MinutesLate: 0 }) yield break;
        var known = train.Departure - Duration.FromMinutes(train.Cancelled ? 240 : 25);
        yield return OnTopic(known, train.Topic, Feed, train.Topic, "train.updated", json =>
        {
            json.Text("train", "RE " + train.Number);
            json.Text("category", "RE");
            json.Text("number", train.Number);
            json.Text("trip", train.Number);
            json.Text("date", train.Date);
            json.Object("stops", stops => { stops.Object("1", s => Departs(s, train)); stops.Object("2", s => Arrives(s, train)); });
        });
    }

    private static IEnumerable<Scheduled> Trip(CrisisCustomer customer, CrisisTrain train)
    {
        var id = customer.Person.Id;
        yield return OfCustomer(customer.Booked, Rank.Booking, id, Shop, customer.Booking!, "trip.booked", json => Booking(json, customer, train));
        var late = Duration.FromMinutes(train.MinutesLate);
        if (train.Cancelled)
        {
            if (customer.Stranded && Disruption.All.FirstOrDefault(d => d.Affects(train.Departure)) is { } disruption)
                yield return OfCustomer(train.Departure + Duration.FromHours(1), Rank.Traveller, id, "/rail/app", customer.Booking + ":stranded", "traveller.stranded", json =>
                {
                    json.Text("disruption", disruption.Id);
                    json.Text("station", train.From);
                });
            yield break;
        }
        yield return OfCustomer(train.Departure + late, Rank.Traveller, id, Gate, customer.Booking + ":boarded", "trip.boarded", json =>
        {
            json.Text("booking", customer.Booking);
            json.WriteNumber("leg", 0);
            json.Text("topic", train.Topic);
            json.Text("station", train.From);
            json.Text("by", "gate");
        });
        yield return OfCustomer(train.Arrival + late + Duration.FromMinutes(5), Rank.Traveller, id, Gate, customer.Booking + ":exited", "trip.exited", json =>
        {
            json.Text("booking", customer.Booking);
            json.Text("station", train.To);
            json.Text("by", "gate");
        });
    }

    private static Scheduled Touched(CrisisCustomer customer, Disruption disruption, Instant at) =>
        OfCustomer(at, Rank.Traveller, customer.Person.Id, Desk, $"{customer.Person.Id}:{disruption.Id}", "disruption.touched", json =>
        {
            json.Text("disruption", disruption.Id);
            json.Text("topic", disruption.Topic);
            if (disruption.IsCyber) json.WriteBoolean("account", customer.Leaked);
            else if (customer.Train is { } train && customer.Booked <= at && train.Departure >= disruption.From - Duration.FromHours(1))
            {
                json.Text("booking", customer.Booking);
                json.Time("departs", train.Departure);
                json.Text("station", train.From);
                json.WriteBoolean("assisted", customer.Assisted);
            }
        });

    private static void Picture(Utf8JsonWriter json, Disruption disruption, string state, int revision, Instant until)
    {
        json.Text("disruption", disruption.Id);
        json.Text("kind", disruption.Kind);
        json.Text("state", state);
        json.WriteNumber("revision", revision);
        json.WriteNumber("level", disruption.Level);
        json.Time("from", disruption.From);
        json.Time("until", until);
        json.WriteStartArray("stations");
        foreach (var station in disruption.Stations) json.WriteStringValue(station);
        json.WriteEndArray();
        json.Object("text", o => { o.Text("en", disruption.En); o.Text("de", disruption.De); });
    }

    private static void Booking(Utf8JsonWriter json, CrisisCustomer customer, CrisisTrain train)
    {
        json.Text("booking", customer.Booking);
        foreach (var role in (string[])["traveller", "payer", "prescriber"]) json.Text(role, customer.Person.Id);
        json.Text("timezone", "Europe/Berlin");
        json.WriteStartArray("legs");
        json.WriteStartObject();
        json.Text("topic", train.Topic);
        json.Text("train", "RE " + train.Number);
        json.Text("trip", train.Number);
        json.Text("type", "N");
        json.Object("from", o => { o.Text("station", train.From); o.Text("stop", "1"); });
        json.Object("to", o => { o.Text("station", train.To); o.Text("stop", "2"); });
        json.Time("plannedDep", train.Departure);
        json.Time("plannedArr", train.Arrival);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("minimumTransferMinutes", 5);
        json.WriteNumber("class", 2);
        json.WriteBoolean("assisted", customer.Assisted);
        json.WriteBoolean("hurry", false);
        json.Object("arrival", o => { o.Object("exits", _ => { }); o.Text("exit", "A"); });
        json.Object("price", o => { o.WriteNumber("amount", customer.Fare); o.Text("currency", "EUR"); });
    }

    private static void Departs(Utf8JsonWriter json, CrisisTrain train)
    {
        json.Text("station", train.From);
        json.Time("plannedDep", train.Departure);
        json.Time("expectedDep", train.Departure + Duration.FromMinutes(train.Cancelled ? 0 : train.MinutesLate));
        if (!train.Cancelled) json.WriteNumber("delayDep", train.MinutesLate);
        json.WriteBoolean("cancelledDep", train.Cancelled);
    }

    private static void Arrives(Utf8JsonWriter json, CrisisTrain train)
    {
        json.Text("station", train.To);
        json.Time("plannedArr", train.Arrival);
        json.Time("expectedArr", train.Arrival + Duration.FromMinutes(train.Cancelled ? 0 : train.MinutesLate));
        if (!train.Cancelled) json.WriteNumber("delayArr", train.MinutesLate);
        json.WriteBoolean("cancelledArr", train.Cancelled);
    }

    private static Scheduled OfCustomer(Instant at, Rank rank, string subject, string source, string id, string type, Action<Utf8JsonWriter> members) =>
        new(at, rank, $"{id}:{type}", () => new ReplaySignal(at, subject, null, source, id, type, Json.Write(members)));

    private static Scheduled OnTopic(Instant at, string topic, string source, string id, string type, Action<Utf8JsonWriter> members) =>
        new(at, Rank.Train, id, () => new ReplaySignal(at, null, topic, source, id, type, Json.Write(members)));
}
