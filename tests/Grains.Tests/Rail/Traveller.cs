using System.Text.Json.Nodes;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>A traveller on the rail journey that ships, on a clock whose timers fire when it is moved. Keeps what a person would see: messages, tasks.</summary>
public sealed class Traveller
{
    private static readonly JourneyPlan[] Plans = [Read("rail-trip"), Read("care-case")];

    private readonly Person person = new(Plans);
    private readonly SortedSet<(long Due, long Timer)> timers = [];
    private long position;

    public Traveller(string now = "03 12:00", string language = "en", params string[] consents)
    {
        person.Now = Train.At(now);
        Do(() => person.Hears("customer.updated", $$"""{"name":"Ann","language":"{{language}}","channel":"push"}"""));
        foreach (var purpose in consents.Length > 0 ? consents : ["reminder", "trip-updates", "wayfinding", "feedback"]) Consent(purpose, true);
    }

    /// <summary>Everything that was written to the traveller: when (Berlin time), by which template, what.</summary>
    public List<(string At, string Template, string Text)> Told { get; } = [];
    public List<(string Template, string Reason)> Suppressed { get; } = [];
    public List<(string Customer, string Type)> Others { get; } = [];
    public List<MessageQueued> Messages { get; } = [];
    public List<WebhookQueued> Requests { get; } = [];
    public GoalJudged? Goal { get; private set; }
    public CustomerState State => person.State;
    public CaseState Case => person.Cases[0];
    public IEnumerable<CaseState> Running(string journey) => person.Running.Where(c => c.Journey == journey);
    public IEnumerable<string> Templates => Told.Select(t => t.Template);
    public string Last => Told[^1].Text;
    public IEnumerable<PlanItem> OpenTasks => person.Running.SelectMany(c => c.Items.Values).Where(i => i.Task is not null && !i.Ended);
    public Value Var(string name) => Case.Items.Values.First(i => i.Parent == 0).Variables[name];
    public ItemState Of(string node) => Case.Items.Values.Last(i => i.Node == node).State;

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
        return Do(() => person.Hears("trip.booked", data.ToJsonString()));
    }

    public Traveller Consent(string purpose, bool granted) => Do(() => person.Gets(new Input.SetConsent(purpose, "push", granted, "v1", "app", "ann")));

    /// <summary>News of a train; <paramref name="time"/>: as of when, if not of now.</summary>
    public Traveller Hears(Train train, string news, string? time = null) => Do(() => person.Gets(new Input.Topic(
        train.Topic, ++position, new Signal($"n{position}", "feed", "train.updated", "", time is null ? person.Now : Train.At(time), Person.Json(news)))));

    public Traveller Boards(Train train, int leg = 0, string booking = "A") =>
        Do(() => person.Hears("trip.boarded", $$"""{"booking":"{{booking}}","leg":{{leg}},"topic":"{{train.Topic}}","station":"{{train.From}}","by":"app"}"""));

    public Traveller Exits(string booking = "A") => Do(() => person.Hears("trip.exited", $$"""{"booking":"{{booking}}","station":"Wittenberg","by":"gate"}"""));

    public Traveller Rates(int rating) => Do(() => person.Hears("trip.feedback", $$"""{"booking":"A","rating":{{rating}}}"""));

    /// <summary>The re-accommodation service answers the newest request.</summary>
    public Traveller IsOffered(params Train[] offers)
    {
        var answer = new JsonObject { ["booking"] = "A", ["request"] = Requests[^1].Body.AsMap()["request"].AsString() };
        if (offers.Length > 0) answer["alternatives"] = new JsonArray([.. offers.Select(o => o.Offer())]);
        return Do(() => person.Hears(offers.Length > 0 ? "trip.alternatives.found" : "trip.alternatives.none", answer.ToJsonString()));
    }

    public Traveller AdviserSays(string outcome)
    {
        var task = Assert.Single(OpenTasks);
        return Do(() => person.Gets(new Input.ActOnTask(Case.Id, task.Ordinal, TaskAction.Complete, "eve", null, outcome, Value.Null)));
    }

    /// <summary>Time passes; what falls due until then happens at its time.</summary>
    public Traveller Until(string local)
    {
        var until = Train.At(local);
        while (timers.Count > 0 && UnixTime.FromMicroseconds(timers.Min.Due) is var due && due <= until)
        {
            var (at, timer) = timers.Min;
            timers.Remove((at, timer));
            person.Now = due > person.Now ? due : person.Now;
            Do(() => person.Gets(new Input.TimerDue(timer, due)));
        }
        person.Now = until;
        return this;
    }

    private Traveller Do(Action act)
    {
        act();
        if (person.Entry is null) return this;
        Assert.Empty(person.Facts<IncidentRaised>().Select(i => i.Message));
        foreach (var change in person.Record.Timers)
        {
            timers.RemoveWhere(t => t.Timer == change.Timer);
            if (change.Set) timers.Add((change.Due, change.Timer));
        }
        Told.AddRange(person.Facts<MessageQueued>().Select(m => (person.Now.AddHours(2).ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), m.Template, m.Text)));
        Messages.AddRange(person.Facts<MessageQueued>());
        Suppressed.AddRange(person.Facts<MessageSuppressed>().Select(m => (m.Template, m.Reason)));
        Others.AddRange(person.Facts<CustomerSignalled>().Select(s => (s.Customer, s.EventType)));
        Requests.AddRange(person.Facts<WebhookQueued>());
        Goal = person.Facts<GoalJudged>().LastOrDefault() ?? Goal;
        return this;
    }

    private static JourneyPlan Read(string name)
    {
        var read = ElsaReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "journeys", name + ".json")));
        Assert.True(read.Plan is not null && !read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan;
    }
}
