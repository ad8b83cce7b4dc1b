using System.Globalization;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Grains.Tests.Rail;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Crisis;

/// <summary>Somebody whom a crisis touches, on the crisis and rail journeys that ship. Times are Berlin time, "dd HH:mm" of September 2025.</summary>
public sealed class Concerned : Scene
{
    public const string Storm = "storm-7";

    public Concerned(string now = "04 12:00", string? channel = "push", string? home = null, string language = "en", params string[] consents) : base(Train.At(now), "rail-trip", "crisis")
    {
        var traits = new JsonObject { ["name"] = "Ann", ["language"] = language };
        if (channel is not null) traits["channel"] = channel;
        if (home is not null) traits["homeStation"] = home;
        Hears("customer.updated", traits.ToJsonString());
        foreach (var purpose in consents) Hears("customer.consent.changed", $$"""{"purpose":"{{purpose}}","channel":"{{channel}}","granted":true,"wording":"v1"}""");
    }

    public CaseState Crisis => CaseOf("crisis");
    public string Certainty => Crisis.Items.Values.First(i => i.Parent == 0).Variables["certainty"].AsString();
    public IEnumerable<(string Template, string Channel, string Basis)> Ways => Messages.Where(m => m.Template.StartsWith("crisis", StringComparison.Ordinal)).Select(m => (m.Template, m.Channel, m.Basis));
    public IEnumerable<string> Warnings => Templates.Where(t => t.StartsWith("crisis", StringComparison.Ordinal));

    public Concerned Books(Train train) => Me(() => Hears("trip.booked", new JsonObject
    {
        ["booking"] = "A", ["traveller"] = "ann", ["payer"] = "ann", ["prescriber"] = "ann", ["timezone"] = "Europe/Berlin", ["legs"] = new JsonArray(train.Leg()),
        ["minimumTransferMinutes"] = 5, ["class"] = 2, ["assisted"] = false, ["hurry"] = false,
        ["arrival"] = new JsonObject { ["exits"] = new JsonObject(), ["exit"] = "C" }, ["price"] = new JsonObject { ["amount"] = 4000, ["currency"] = "EUR" },
    }.ToJsonString()));

    /// <summary>The crisis desk, or another journey, says that a disruption touches this customer.</summary>
    public Concerned IsTouched(string disruption = Storm, Train? by = null, bool? account = null, bool? assisted = null, string booking = "A")
    {
        var data = new JsonObject { ["disruption"] = disruption, ["topic"] = "disruption:" + disruption };
        if (by is not null) (data["booking"], data["departs"], data["station"]) = (booking, Iso(by.Dep), by.From);
        if (account is { } own) data["account"] = own;
        if (assisted is { } help) data["assisted"] = help;
        return Me(() => Hears("disruption.touched", data.ToJsonString()));
    }

    /// <summary>News on the topic of the disruption.</summary>
    public Concerned Hears(string state, int revision, string kind = "storm", int level = 2, string from = "05 06:00", string until = "05 20:00", string station = "Berlin Südkreuz", string text = "Storm.", string disruption = Storm, string? time = null) =>
        Me(() => HearsOn("disruption:" + disruption, "disruption.updated", new JsonObject
        {
            ["disruption"] = disruption, ["kind"] = kind, ["state"] = state, ["revision"] = revision, ["level"] = level, ["from"] = Iso(from), ["until"] = Iso(until),
            ["stations"] = new JsonArray(station), ["text"] = new JsonObject { ["en"] = text, ["de"] = "Sturm." },
        }.ToJsonString(), time is null ? null : Train.At(time)));

    public Concerned HearsOf(Train train, string news) => Me(() => HearsOn(train.Topic, "train.updated", news));

    public Concerned IsAlerted(Train train, string cause = "weather", string id = "a1", string text = "Wind.") => Me(() => HearsOn(train.Topic, "disruption.announced",
        $$$"""{"alert":"{{{id}}}","cause":"{{{cause}}}","effect":"significant-delays","periods":[{"from":"{{{Iso("05 06:00")}}}"}],"header":{"en":"{{{text}}}","de":"{{{text}}}"},"description":{} }"""));

    public Concerned Boards(Train train) => Me(() => Hears("trip.boarded", $$"""{"booking":"A","leg":0,"topic":"{{train.Topic}}","station":"{{train.From}}","by":"app"}"""));

    public Concerned Exits() => Me(() => Hears("trip.exited", """{"booking":"A","station":"Wittenberg","by":"gate"}"""));

    /// <summary>How a trip ended, as the trip's own case says it.</summary>
    public Concerned TripEnds(bool travelled, int minutesLate, int percent = 0, string booking = "A") => Me(() => Hears("trip.ended",
        $$$"""{"booking":"{{{booking}}}","travelled":{{{(travelled ? "true" : "false")}}},"minutesLate":{{{minutesLate}}},"percent":{{{percent}}},"price":{"amount":4000,"currency":"EUR"} }"""));

    public Concerned IsStranded(string station) => Me(() => Hears("traveller.stranded", $$"""{"disruption":"{{Storm}}","station":"{{station}}"}"""));

    public Concerned IsPaid(string disruption = Storm) => Me(() => Hears("refund.paid", $$"""{"disruption":"{{disruption}}","refund":"crisis:{{disruption}}"}"""));

    public Concerned OpensDesk(params string[] stations) => Me(() => Hears("crisis.opened",
        $$"""{"disruption":"{{Storm}}","topic":"disruption:{{Storm}}","stations":[{{string.Join(',', stations.Select(s => $"\"{s}\""))}}]}"""));

    public Concerned Staff(string node, string outcome, string by = "kim") => Me(() => Finishes(node, by, outcome));

    /// <summary>Finishes one of several open tasks of a node.</summary>
    public Concerned StaffsOne(string node, string outcome) => Me(() =>
        Gets(new Input.ActOnTask(Crisis.Id, OpenTasks.First(t => t.Node == node).Ordinal, TaskAction.Complete, "lee", null, outcome, Workflows.Values.Value.Null)));

    public Concerned Objects(string purpose, string channel) => Me(() => Hears("customer.consent.changed", $$"""{"purpose":"{{purpose}}","channel":"{{channel}}","granted":false,"wording":"v1"}"""));

    public Concerned Until(string local) => Me(() => PassUntil(Train.At(local)));

    private static string Iso(string local) => Train.At(local).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Concerned Me(Action act)
    {
        act();
        return this;
    }
}
