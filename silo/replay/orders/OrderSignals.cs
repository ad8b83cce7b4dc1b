using System.Text.Json;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Orders;

/// <summary>What shop, payments, warehouse, carrier and stores send about an order (docs/events.md).</summary>
internal static class OrderSignals
{
    private const string Shop = "/shop", Payments = "/payments", Warehouse = "/warehouse", Carrier = "/carrier";

    public static IEnumerable<Scheduled> Of(Order order)
    {
        if (order.Cart is { } cart) yield return Due(order, cart, Shop, "cart.updated", json => { Lines(json, order.Lines); Total(json, order); });
        if (order.End == CartEnd.Emptied) yield return Due(order, order.Placed, Shop, "cart.emptied");
        if (order.End != CartEnd.Ordered) yield break;
        yield return Due(order, order.Placed, Shop, "order.placed", json => Placed(json, order));
        if (order.PaymentFails is { } fails) yield return Due(order, fails, Payments, "payment.failed", json => json.Text("reason", "card declined"));
        if (order.Paid is { } paid) yield return Due(order, paid, Payments, "payment.received", json => json.WriteNumber("amount", order.Total));
        if (order.Cancels is { } cancels) yield return Due(order, cancels, Shop, "order.cancel.requested");
        if (order.Moves is { } moves) yield return Due(order, moves, Shop, "order.address.changed", json => json.Object("address", o => o.Text("line", "Ufer 2, Kiel")));
        foreach (var signal in order.Store is null ? Shipped(order) : Collected(order)) yield return signal;
        foreach (var signal in After(order)) yield return signal;
    }

    private static IEnumerable<Scheduled> Shipped(Order order)
    {
        foreach (var shipment in order.Parcels.GroupBy(p => p.Second))
            yield return Due(order, shipment.First().Packed, Warehouse, "order.shipped", json =>
            {
                json.WriteBoolean("more", !shipment.Key && order.Parcels.Any(p => p.Second));
                json.WriteStartArray("parcels");
                foreach (var parcel in shipment)
                {
                    json.WriteStartObject();
                    json.Text("parcel", parcel.Id);
                    json.Text("topic", parcel.Topic);
                    json.Text("carrier", "ACME");
                    json.Time("expected", parcel.Promised);
                    json.WriteNumber("value", parcel.Value);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }, shipment.Key ? "2" : "1");
        foreach (var parcel in order.Parcels)
            foreach (var signal in Carried(parcel)) yield return signal;
    }

    /// <summary>The carrier's news: each tells all that is known.</summary>
    private static IEnumerable<Scheduled> Carried(Parcel parcel)
    {
        yield return News(parcel, parcel.Packed + Duration.FromHours(4), "handed-over", 0, parcel.Promised);
        if (parcel.End == ParcelEnd.Silent) yield break;
        var late = parcel.Failed == 0 && parcel.Comes > parcel.Promised;
        if (late) yield return News(parcel, parcel.Promised - Duration.FromHours(12), "in-transit", 0, parcel.Comes + Duration.FromHours(3));
        if (parcel.End == ParcelEnd.Lost)
        {
            yield return News(parcel, parcel.Comes, "lost", 0, null);
            yield break;
        }
        for (var attempt = 1; attempt <= parcel.Failed; attempt++)
        {
            var at = parcel.Comes - Duration.FromDays(parcel.Failed - attempt + 1);
            yield return News(parcel, at - Duration.FromHours(1), "out-for-delivery", attempt - 1, at);
            yield return News(parcel, at, "failed-attempt", attempt, at + Duration.FromDays(1));
        }
        yield return News(parcel, parcel.Comes - Duration.FromHours(1), "out-for-delivery", parcel.Failed, parcel.Comes);
        yield return News(parcel, parcel.Comes, "delivered", parcel.Failed, parcel.Comes);
    }

    private static IEnumerable<Scheduled> Collected(Order order)
    {
        if (order.Ready is { } ready)
            yield return Due(order, ready, Warehouse, "order.ready", json => { json.Text("store", order.Store); json.Text("code", "4711"); json.Time("until", ready + Duration.FromDays(7)); });
        if (order.Collected is { } collected) yield return Due(order, collected, "/store", "order.collected");
    }

    private static IEnumerable<Scheduled> After(Order order)
    {
        if (order.Review is { } review) yield return Due(order, review.At, Shop, "order.reviewed", json => json.WriteNumber("rating", review.Rating));
        if (order.Return is not { } back) yield break;
        yield return Due(order, back.Asked, Shop, "return.requested", json => { json.Text("return", back.Id); json.Text("reason", back.Reason); });
        if (back.Received is { } received)
            yield return Due(order, received, Warehouse, "return.received", json =>
            {
                json.Text("return", back.Id);
                json.WriteStartArray("lines");
                json.WriteStartObject();
                json.Text("sku", back.Line.Sku);
                json.WriteNumber("quantity", 1);
                json.WriteNumber("price", back.Line.Price);
                json.Text("condition", back.Condition);
                json.WriteEndObject();
                json.WriteEndArray();
            });
    }

    private static void Placed(Utf8JsonWriter json, Order order)
    {
        json.Text("timezone", "Europe/Berlin");
        Lines(json, order.Lines);
        Total(json, order);
        json.Object("delivery", o =>
        {
            o.Text("method", order.Store is null ? "home" : "store");
            o.Text("store", order.Store);
            if (order.Store is null) o.Object("address", a => a.Text("line", "Lindenweg 1, Kiel"));
        });
    }

    private static void Lines(Utf8JsonWriter json, OrderLine[] lines)
    {
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.Text("sku", line.Sku);
            json.Text("title", line.Title);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("price", line.Price);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Total(Utf8JsonWriter json, Order order) => json.Object("total", o => { o.WriteNumber("amount", order.Total); o.Text("currency", "EUR"); });

    private static Scheduled Due(Order order, Instant at, string source, string type, Action<Utf8JsonWriter>? members = null, string part = "") =>
        new(at, Rank.Traveller, $"{order.Id}:{type}{part}", () => new ReplaySignal(at, order.Customer, null, source, $"{order.Id}:{type}{part}", type, Json.Write(json =>
        {
            json.Text("order", order.Id);
            members?.Invoke(json);
        })));

    private static Scheduled News(Parcel parcel, Instant at, string status, int attempts, Instant? expected) =>
        new(at, Rank.Train, $"{parcel.Id}:{status}{attempts}", () => new ReplaySignal(at, null, parcel.Topic, Carrier, $"{parcel.Id}:{status}:{attempts}", "parcel.updated", Json.Write(json =>
        {
            json.Text("parcel", parcel.Id);
            json.Text("status", status);
            json.WriteNumber("attempts", attempts);
            json.Time("expected", expected);
        })));
}
