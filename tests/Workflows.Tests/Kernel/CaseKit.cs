using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>A case in memory. After each stimulus the facts so far are folded into a fresh state, which must equal the live one, and so must what a
/// snapshot gives back.</summary>
internal sealed partial class CaseKit : ICaseHost
{
    private JourneyPlan plan;
    private readonly CaseStarted started = new(new CaseId(1, 1, 0), "test", 1, null, Rule.Input);
    private readonly DateTimeOffset startedAt;
    private readonly List<(Fact Fact, DateTimeOffset At)> raised = [];

    public CaseKit(JsonObject journey) : this(PlanOf(journey))
    {
    }

    public CaseKit(JourneyPlan plan)
    {
        this.plan = plan;
        startedAt = At;
        State = CaseState.Create(started, At);
    }

    private CaseKit(CaseKit other)
    {
        (plan, startedAt, At) = (other.plan, other.startedAt, other.At);
        raised = [.. other.raised];
        using var snapshot = JsonDocument.Parse(other.Snapshot, new JsonDocumentOptions { MaxDepth = ValueJson.TypedOptions.MaxDepth });
        State = CaseStateJson.Read(snapshot.RootElement);
    }

    public static JourneyPlan Read(JsonObject journey) => PlanOf(journey);

    private static JourneyPlan PlanOf(JsonObject journey)
    {
        var read = ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString()));
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Severity.Error);
        return read.Plan!;
    }

    public static CaseKit Started(JsonObject journey, string? trigger = null)
    {
        var kit = new CaseKit(journey);
        kit.Hand(new Stimulus.Start(trigger, ValueMap.Empty, null));
        return kit;
    }

    /// <summary>A journey whose root this is, started by a person.</summary>
    public static CaseKit Of(JsonObject root, params (string Name, JsonNode? Value)[] variables) => Started(Js.Journey(root, variables));

    /// <summary>The same case, gone on with from its snapshot.</summary>
    public CaseKit Continued() => new(this);

    public JourneyPlan Journey => plan;

    /// <summary>Journeys that case tasks may call.</summary>
    public HashSet<string> Callable { get; } = [];

    public string? WhyNotCall(string journey, int cases) => Callable.Contains(journey) ? null : $"Nobody may call '{journey}'.";

    public string Snapshot => Bytes(State);

    public CaseState State { get; }

    public IEnumerable<Fact> Facts => raised.Select(r => r.Fact);

    public IEnumerable<string> Lines => Facts.OfType<LineWritten>().Select(l => l.Text);

    public List<(string Type, Value Payload)> Published { get; } = [];

    public Func<string, string, LegalBasis, MessageVerdict> Gate { get; set; } = (_, _, _) => new MessageVerdict(true, null, null);

    public DateTimeOffset At { get; private set; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public Value Signal { get; private set; }

    public Value Customer { get; set; } = Value.OfMap(ValueMap.Empty);

    public string? TimeZone { get; set; }

    /// <summary>State of the newest item of a node; null when there is none.</summary>
    public ItemState? Of(string node) => Newest(node)?.State;

    public PlanItem? Newest(string node) => State.Items.Values.LastOrDefault(i => i.Node == node);

    public int Count(string node, ItemState state) => State.Items.Values.Count(i => i.Node == node && i.State == state);

    public void Send(string type, Value data = default) => Hear(type, data, new Stimulus.Signal(type));

    /// <summary>The case begins by a signal that the trigger hears.</summary>
    public void Begin(string trigger, Value data) => Hear("begin", data, new Stimulus.Start(trigger, ValueMap.Empty, null));

    private void Hear(string type, Value data, Stimulus stimulus)
    {
        Signal = Value.OfMap(ValueMap.Empty.With("data", data).With("type", Value.Of(type)));
        Hand(stimulus);
        Signal = Value.Null;
    }

    /// <summary>Time passes; what falls due meanwhile fires, each at its own time.</summary>
    public void Wait(TimeSpan span)
    {
        var until = At + span;
        while (State.Items.Values.Where(i => i.Due <= until).MinBy(i => i.Due) is { Due: { } due } item)
        {
            At = due > At ? due : At;
            Hand(new Stimulus.TimerDue(item.Ordinal));
        }
        At = until;
    }

    public void Complete(string node, string outcome = "Done") => Ask(new Stimulus.CompleteTask(Newest(node)!.Ordinal, outcome, Value.Null, ByPerson), null);

    public static Rule ByPerson { get; } = new(RuleKind.Person) { By = "kim" };

    public void Act(string node, ItemTransition transition) => Ask(new Stimulus.ActOnItem(Newest(node)!.Ordinal, transition, ByPerson), null);

    public void Act(CaseTransition transition) => Ask(new Stimulus.ActOnCase(transition, ByPerson), null);

    /// <summary>Asks for something that must be refused, and change nothing.</summary>
    /// <returns>Why.</returns>
    public string Refused(Stimulus stimulus)
    {
        var before = (raised.Count, Bytes(State));
        var answer = CaseEngine.Run(plan, State, this, stimulus);
        Assert.NotNull(answer.Refusal);
        Assert.Equal(before, (raised.Count, Bytes(State)));
        return answer.Refusal;
    }

    private void Ask(Stimulus stimulus, string? refusal) => Assert.Equal(refusal, Hand(stimulus).Refusal);

    public CaseAnswer Hand(Stimulus stimulus)
    {
        var answer = CaseEngine.Run(plan, State, this, stimulus);
        Check();
        return answer;
    }

    private void Check()
    {
        var folded = CaseState.Create(started, startedAt);
        foreach (var (fact, at) in raised)
            if (fact is CaseFact own) folded.Apply(own, at);
        Assert.Equal(Bytes(State), Bytes(folded));
        using var snapshot = JsonDocument.Parse(Bytes(State), new JsonDocumentOptions { MaxDepth = ValueJson.TypedOptions.MaxDepth });
        Assert.Equal(Bytes(State), Bytes(CaseStateJson.Read(snapshot.RootElement)));
    }

    private static string Bytes(CaseState state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) CaseStateJson.Write(json, state);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public void Raise(Fact fact)
    {
        raised.Add((fact, At));
        if (fact is CaseFact own) State.Apply(own, At);
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => Gate(channel, purpose, basis);

    public void Publish(string eventType, Value payload) => Published.Add((eventType, payload));
}
