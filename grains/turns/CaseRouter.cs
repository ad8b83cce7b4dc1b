using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// Brings a signal to the running cases that it is about, then starts the cases that it starts, then handles what cases published, in that order.
/// </summary>
internal sealed class CaseRouter(CustomerState state, TurnContext context, TurnFacts facts)
{
    /// <summary>Signals that cases may publish to their own customer in one turn.</summary>
    public const int PublishedMax = 100;

    public TurnHost Host { get; } = new(state, facts, context.At);

    private int started;

    /// <summary>Handles a signal, and everything that is published because of it. <paramref name="topic"/>: null for a signal to the customer.</summary>
    public void Signal(Signal signal, string? topic)
    {
        Deliver(signal, topic);
        DeliverPublished();
    }

    /// <summary>After a command or a timer: what cases published meanwhile.</summary>
    public void DeliverPublished()
    {
        while (Host.Published.TryDequeue(out var next))
        {
            if (Host.PublishedCount <= PublishedMax) Deliver(next.Signal, null);
            else if (state.Cases.TryGetValue(next.Publisher, out var owner) && owner.Running)
            {
                Host.Published.Clear();
                Host.Raise(new IncidentRaised(owner.Id, 1, owner.LastIncident + 1, $"The cases of this customer published more than {PublishedMax} signals to each other for one input."));
            }
        }
        Host.Handle(null);
    }

    private void Deliver(Signal signal, string? topic)
    {
        Host.Handle(signal, topic);
        CaseState[] running = [.. state.Cases.Values.Where(c => c.Status == CaseStatus.Active).OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal)];
        foreach (var owned in running)
            if (IsAbout(owned, topic)) Run(owned, new Stimulus.Signal(signal.Type));
        if (topic is not null) return;
        foreach (var (plan, start) in context.Journeys.StartedBy(signal.Type))
            if (start.Condition is null || start.Condition.Evaluate(Host).IsTrue) StartBySignal(plan, start, running);
    }

    private bool IsAbout(CaseState owned, string? topic)
    {
        if (topic is not null) return owned.Topics.Contains(topic);
        return owned.Key is null || PlanOf(owned).Key is not { } key || KeyOf(key) is not { } value || value == owned.Key;
    }

    /// <summary>The business key that a signal names; null when it names none.</summary>
    private string? KeyOf(CelExpression key)
    {
        var value = key.Evaluate(Host);
        return value.Kind is ValueKind.String or ValueKind.Int ? value.ToText() : null;
    }

    private JourneyPlan PlanOf(CaseState owned) => context.Journeys.Find(owned.Journey, owned.Version)
        ?? throw new InvalidOperationException($"Version {owned.Version} of the journey '{owned.Journey}' is not loaded, but case {owned.Id} runs it.");

    public CaseAnswer Run(CaseState owned, Stimulus stimulus)
    {
        Host.Running = owned.Id;
        return CaseEngine.Run(PlanOf(owned), owned, Host, stimulus);
    }

    private void StartBySignal(JourneyPlan plan, StartPlan start, CaseState[] before)
    {
        var key = plan.Key is null ? null : KeyOf(plan.Key);
        if (plan.Policy == EntryPolicy.OnePerKey && key is null) return; // without its key a case could never be told from another
        CaseState[] same = [.. before.Where(c => c.Journey == plan.Id && c.Running && (plan.Policy == EntryPolicy.OneAtATime || c.Key == key))];
        if (plan.Policy != EntryPolicy.Always && plan.Policy != EntryPolicy.Restart && same.Length > 0) return;
        if (plan.Policy == EntryPolicy.Restart)
            foreach (var old in same) Run(old, new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Policy, "restart")));
        Start(plan, key, new Stimulus.Start(start.Node, ValueMap.Empty, null), new Rule(RuleKind.Input, start.Node));
    }

    /// <summary>Starts a case, whatever the policy says.</summary>
    public CaseId Start(JourneyPlan plan, string? key, Stimulus.Start stimulus, Rule rule)
    {
        var id = new CaseId(state.Key, state.Seq + 1, started++);
        Host.Raise(new CaseStarted(id, plan.Id, plan.Version, key, rule));
        Run(state.Cases[id], stimulus);
        return id;
    }

    public void TimerDue(Input.TimerDue timer)
    {
        var (id, item) = TimerId.Parse(state.Key, timer.Timer);
        if (!state.Cases.TryGetValue(id, out var owned) || owned.Item(item)?.Due is not { } due || due > timer.Due) return;
        Run(owned, new Stimulus.TimerDue(item));
        DeliverPublished();
    }
}
