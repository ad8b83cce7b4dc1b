using System.Globalization;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Grains.Tests.Harness;

namespace JourneyOrchestrator.Grains.Tests.Orders;

/// <summary>A customer of the shop on the order journey that ships, with the care case beside it. It begins on Monday, 2 March 2026, at 9:00 UTC.</summary>
public sealed class Buyer : Scene
{
    public Buyer(string language = "en", params string[] consents) : base(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "order-to-delivery", "care-case")
    {
        Hears("customer.updated", $$"""{"name":"Ann","language":"{{language}}","channel":"email"}""");
        foreach (var purpose in consents.Length > 0 ? consents : ["cart", "delivery", "feedback"])
            Hears("customer.consent.changed", $$"""{"purpose":"{{purpose}}","channel":"email","granted":true,"wording":"v1"}""");
    }

    public Buyer FillsCart(string order = "A") => Me(() => Hears("cart.updated", $$$"""{"order":"{{{order}}}","lines":[{"sku":"s1","title":"Lamp","quantity":1,"price":4900}],"total":{"amount":4900,"currency":"EUR"}}"""));

    public Buyer EmptiesCart() => Says("cart.emptied");

    /// <summary>A lamp and two bulbs, 61.00 together.</summary>
    public Buyer Orders(string order = "A", string? store = null)
    {
        var delivery = store is null
            ? new JsonObject { ["method"] = "home", ["address"] = new JsonObject { ["line"] = "Lindenweg 1" } }
            : new JsonObject { ["method"] = "store", ["store"] = store };
        var sale = new JsonObject
        {
            ["order"] = order, ["timezone"] = "Europe/Berlin",
            ["lines"] = JsonNode.Parse("""[{"sku":"s1","title":"Lamp","quantity":1,"price":4900},{"sku":"s2","title":"Bulb","quantity":2,"price":600}]"""),
            ["total"] = new JsonObject { ["amount"] = 6100, ["currency"] = "EUR" }, ["delivery"] = delivery,
        };
        return Me(() => Hears("order.placed", sale.ToJsonString()));
    }

    public Buyer Pays(string order = "A") => Says("payment.received", order, "\"amount\":6100");

    public Buyer FailsToPay(string reason = "card declined") => Says("payment.failed", "A", $"\"reason\":\"{reason}\"");

    /// <summary>The warehouse packs these parcels, each expected two days from now; a lamp's parcel is worth 49.00, any other 6.00.</summary>
    public Buyer IsPacked(params string[] parcels) => IsPacked(false, parcels);

    public Buyer IsPacked(bool more, params string[] parcels)
    {
        var all = string.Join(',', parcels.Select(p => $$"""{"parcel":"{{p}}","topic":"parcel:{{p}}","carrier":"ACME","expected":"{{At(2)}}","value":{{(p == "lamp" ? 4900 : 600)}} }"""));
        return Says("order.shipped", "A", $"\"more\":{(more ? "true" : "false")},\"parcels\":[{all}]");
    }

    /// <summary>The carrier says where a parcel is.</summary>
    public Buyer Parcel(string parcel, string status, int attempts = 0, double? expectedInDays = null, double saidDaysAgo = 0) => Me(() =>
    {
        var expected = expectedInDays is { } days ? $",\"expected\":\"{At(days)}\"" : "";
        HearsOn($"parcel:{parcel}", "parcel.updated", $$$"""{"parcel":"{{{parcel}}}","status":"{{{status}}}","attempts":{{{attempts}}}{{{expected}}} }""", Now.AddDays(-saidDaysAgo));
    });

    public Buyer IsReady() => Says("order.ready", "A", $$"""
        "store":"Kiel","code":"4711","until":"{{At(7)}}"
        """);

    public Buyer Collects() => Says("order.collected");

    public Buyer Cancels() => Says("order.cancel.requested");

    public Buyer Moves(string line) => Says("order.address.changed", "A", $$"""
        "address":{"line":"{{line}}"}
        """);

    public Buyer SendsBack(string id = "R1", string reason = "changed-mind") => Says("return.requested", "A", $"\"return\":\"{id}\",\"reason\":\"{reason}\"");

    /// <summary>What came back: price, quantity and condition of each line.</summary>
    public Buyer ReturnArrives(string id, params (int Price, int Quantity, string Condition)[] lines) => Says("return.received", "A",
        $"\"return\":\"{id}\",\"lines\":[{string.Join(',', lines.Select(l => $$"""{"sku":"s","price":{{l.Price}},"quantity":{{l.Quantity}},"condition":"{{l.Condition}}"}"""))}]");

    public Buyer IsPaidBack(string refund) => Says("refund.paid", "A", $"\"refund\":\"{refund}\"");

    public Buyer RefundFails(string refund) => Says("refund.failed", "A", $"\"refund\":\"{refund}\"");

    public Buyer Reviews(int rating) => Says("order.reviewed", "A", $"\"rating\":{rating}");

    public Buyer Complains() => Says("complaint.raised", "A", "\"text\":\"The lamp flickers.\"");

    public Buyer Staff(string node, string outcome) => Me(() => Finishes(node, "kim", outcome));

    public Buyer After(double days) => Me(() => PassUntil(Now.AddDays(days)));

    /// <summary>The order ships and everything comes in time.</summary>
    public static Buyer WhoHasTheLamp() => new Buyer().Orders().Pays().IsPacked("lamp").Parcel("lamp", "handed-over").After(1).Parcel("lamp", "delivered");

    public IEnumerable<(string Reason, long Amount)> Owed => Published.Where(p => p.EventType == "refund.due").Select(p => (p.Payload.AsMap()["reason"].AsString(), p.Payload.AsMap()["amount"].AsInt()));

    private Buyer Says(string type, string order = "A", string? more = null) => Me(() => Hears(type, $"{{\"order\":\"{order}\"{(more is null ? "" : "," + more)}}}"));

    private string At(double days) => Now.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Buyer Me(Action act)
    {
        act();
        return this;
    }
}
