using System.Globalization;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>A traveller on the rail journey that ships. Times are Berlin time, "dd HH:mm" of September 2025.</summary>
public sealed class Traveller : Scene
{
    public Traveller(string now = "03 12:00", string language = "en", params string[] consents) : base(Train.At(now), "rail-trip", "care-case")
    {
        Hears("customer.updated", $$"""{"name":"Ann","language":"{{language}}","channel":"push"}""");
        foreach (var purpose in consents.Length > 0 ? consents : ["reminder", "trip-updates", "wayfinding", "feedback"]) Consent(purpose, true);
    }

    /// <summary>Everything that was written to the traveller: when (Berlin time), by which template, what.</summary>
    public new IReadOnlyList<(string At, string Template, string Text)> Told =>
        [.. base.Told.Select(t => (t.At.AddHours(2).ToString("dd HH:mm", CultureInfo.InvariantCulture), t.Template, t.Text))];
    public ItemState Of(string node) => StateOf(node);

    public Traveller Books(params Train[] legs) => Books("A", null, legs);

    public Traveller Books(string booking, Action<JsonObject>? change, params Train[] legs)
    {
        var data = new JsonObject
        {
            ["booking"] = booking, ["traveller"] = "ann", ["payer"] = "ann", ["prescriber"] = "ann", ["timezone"] = "Europe/Berlin",
            ["legs"] = new JsonArray([.. legs.Select(l => l.Leg())]), ["minimumTransferMinutes"] = 5, ["class"] = 2, ["assisted"] = false, ["hurry"] = false,
            ["arrival"] = new JsonObject { ["exits"] = new JsonObject { ["1"] = "A", ["2"] = "B", ["9"] = "A" }, ["exit"] = "C" },
            ["price"] = new JsonObject { ["amount"] = 4290, ["currency"] = "EUR" },
        };
        change?.Invoke(data);
        return Me(() => Hears("trip.booked", data.ToJsonString()));
    }

    public Traveller Consent(string purpose, bool granted) => Me(() => Gets(new Input.SetConsent(purpose, "push", granted, "v1", "app", "ann")));

    /// <summary>News of a train; <paramref name="time"/>: as of when, if not of now.</summary>
    public Traveller Hears(Train train, string news, string? time = null) => Me(() => HearsOn(train.Topic, "train.updated", news, time is null ? null : Train.At(time)));

    public Traveller Boards(Train train, int leg = 0, string booking = "A") =>
        Me(() => Hears("trip.boarded", $$"""{"booking":"{{booking}}","leg":{{leg}},"topic":"{{train.Topic}}","station":"{{train.From}}","by":"app"}"""));

    public Traveller Exits(string booking = "A") => Me(() => Hears("trip.exited", $$"""{"booking":"{{booking}}","station":"Wittenberg","by":"gate"}"""));

    public Traveller Rates(int rating) => Me(() => Hears("trip.feedback", $$"""{"booking":"A","rating":{{rating}}}"""));

    /// <summary>The re-accommodation service answers the newest request.</summary>
    public Traveller IsOffered(params Train[] offers)
    {
        var answer = new JsonObject { ["booking"] = "A", ["request"] = Requests[^1].Body.AsMap()["request"].AsString() };
        if (offers.Length > 0) answer["alternatives"] = new JsonArray([.. offers.Select(o => o.Offer())]);
        return Me(() => Hears(offers.Length > 0 ? "trip.alternatives.found" : "trip.alternatives.none", answer.ToJsonString()));
    }

    public Traveller AdviserSays(string outcome) => Me(() => Finishes(Assert.Single(OpenTasks).Node, "eve", outcome));

    /// <summary>Time passes; what falls due until then happens at its time.</summary>
    public Traveller Until(string local) => Me(() => PassUntil(Train.At(local)));

    private Traveller Me(Action act)
    {
        act();
        return this;
    }
}
