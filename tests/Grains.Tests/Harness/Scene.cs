using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Harness;

/// <summary>A customer on journeys that ship, on a clock whose timers fire when it is moved. Keeps what people would see: messages, tasks, milestones.
/// An activity that fails ends the test.</summary>
public abstract class Scene
{
    private readonly SortedSet<(long Due, long Timer)> timers = [];
    private readonly Dictionary<(CaseId, int), string> milestones = [];
    private long position;

    protected Scene(DateTimeOffset now, params string[] journeys)
    {
        Person = new Person([.. journeys.Select(Read)]) { Now = now };
    }

    protected Person Person { get; }

    /// <summary>Everything that was written to the customer: when, by which template, what.</summary>
    public List<(DateTimeOffset At, string Template, string Text)> Told { get; } = [];
    public List<MessageQueued> Messages { get; } = [];
    public List<(string Template, string Reason)> Suppressed { get; } = [];
    public List<(string Customer, string Type)> Others { get; } = [];
    public List<WebhookQueued> Requests { get; } = [];
    public List<EventPublished> Published { get; } = [];
    public List<DecisionMade> Decisions { get; } = [];

    /// <summary>Names of the milestones that were reached, in that order.</summary>
    public List<string> Milestones { get; } = [];
    public List<GoalJudged> Goals { get; } = [];
    public GoalJudged? Goal => Goals.LastOrDefault();
    public DateTimeOffset Now => Person.Now;
    public CustomerState State => Person.State;
    public CaseState Case => Person.Cases[0];
    public IEnumerable<string> Templates => Told.Select(t => t.Template);
    public string Last => Told[^1].Text;
    public IEnumerable<PlanItem> OpenTasks => Person.Running.SelectMany(c => c.Items.Values).Where(i => i.Task is not null && i.State == ItemState.Active);
    public IEnumerable<CaseState> Running(string journey) => Person.Running.Where(c => c.Journey == journey);
    public CaseState CaseOf(string journey) => Person.Cases.Last(c => c.Journey == journey);
    public ItemState StateOf(string node, string? journey = null) => (journey is null ? Case : CaseOf(journey)).Items.Values.Last(i => i.Node == node).State;
    public Value Var(string name) => Case.Items.Values.First(i => i.Parent == 0).Variables[name];
    public string Text(string template) => Told.Last(t => t.Template == template).Text;

    protected void Hears(string type, string json) => Do(() => Person.Hears(type, json));

    protected void Gets(Input input) => Do(() => Person.Gets(input));

    /// <summary>An event on a topic, as of <paramref name="time"/> or of now.</summary>
    protected void HearsOn(string topic, string type, string json, DateTimeOffset? time = null)
    {
        position++;
        Gets(new Input.Topic(topic, position, new Signal($"n{position}", "feed", type, "", time ?? Person.Now, Person.Json(json))));
    }

    /// <summary>Somebody finishes the open task of this node.</summary>
    protected void Finishes(string node, string by, string outcome, string? data = null)
    {
        var owner = Assert.Single(Person.Running, c => c.Items.Values.Any(i => i.Node == node && i is { Task: not null, State: ItemState.Active }));
        var task = owner.Items.Values.First(i => i.Node == node && i is { Task: not null, State: ItemState.Active });
        Gets(new Input.ActOnTask(owner.Id, task.Ordinal, TaskAction.Complete, by, null, outcome, Person.Json(data)));
    }

    /// <summary>Time passes; what falls due until then happens at its time.</summary>
    protected void PassUntil(DateTimeOffset until)
    {
        while (timers.Count > 0 && UnixTime.FromMicroseconds(timers.Min.Due) is var due && due <= until)
        {
            var (at, timer) = timers.Min;
            timers.Remove((at, timer));
            Person.Now = due > Person.Now ? due : Person.Now;
            Gets(new Input.TimerDue(timer, due));
        }
        Person.Now = until;
    }

    protected static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private void Do(Action act)
    {
        act();
        if (Person.Entry is null) return;
        Assert.Empty(Person.Facts<IncidentRaised>().Select(i => i.Message));
        foreach (var change in Person.Record.Timers)
        {
            timers.RemoveWhere(t => t.Timer == change.Timer);
            if (change.Set) timers.Add((change.Due, change.Timer));
        }
        foreach (var fact in Person.Facts<Fact>()) Note(fact);
    }

    private void Note(Fact fact)
    {
        switch (fact)
        {
            case MessageQueued message:
                Messages.Add(message);
                Told.Add((Person.Now, message.Template, message.Text));
                break;
            case MessageSuppressed message: Suppressed.Add((message.Template, message.Reason)); break;
            case CustomerSignalled signalled: Others.Add((signalled.Customer, signalled.EventType)); break;
            case WebhookQueued webhook: Requests.Add(webhook); break;
            case EventPublished published: Published.Add(published); break;
            case DecisionMade decision: Decisions.Add(decision); break;
            case GoalJudged goal: Goals.Add(goal); break;
            case ItemCreated { NodeType: "Journey.Milestone" } created: milestones[(created.Case, created.Item)] = created.Name; break;
            case ItemTransitioned { Transition: ItemTransition.Occur } occurred when milestones.TryGetValue((occurred.Case, occurred.Item), out var name): Milestones.Add(name); break;
        }
    }

    private static JourneyPlan Read(string name)
    {
        var read = ElsaReader.Read(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "journeys", name + ".json")));
        Assert.True(read.Plan is not null && !read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan;
    }
}
