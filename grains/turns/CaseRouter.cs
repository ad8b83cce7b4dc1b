using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// Brings a signal to the running cases that it is about, then starts the cases that it starts, then handles what cases published, in that order.
/// </summary>
internal sealed class CaseRouter(CustomerState state, TurnContext context, TurnFacts facts)
{
    /// <summary>Signals that cases may publish to their own customer in one turn.</summary>
    public const int PublishedMax = 100;

    /// <summary>Cases of one turn from which on nothing more is published.</summary>
    public const int StartedMax = 100;

    /// <summary>Cases that may wait for each other, each having called the next.</summary>
    public const int WaitingMax = 16;

    public TurnHost Host { get; } = new(state, facts, context.Journeys, context.At, context.RunningCasesMax);

    /// <summary>Handles a signal, and everything that is published because of it.</summary>
    /// <param name="topic">Where it happened; null for a signal to the customer.</param>
    /// <param name="only">The one case that hears it; null: all that it is about.</param>
    public void Signal(Signal signal, string? topic, CaseId? only = null)
    {
        Deliver(signal, topic, only);
        DeliverPublished();
    }

    /// <summary>After a command or a timer: what cases published meanwhile.</summary>
    public void DeliverPublished()
    {
        BeginCalled();
        while (Host.Published.TryDequeue(out var next))
        {
            Deliver(next, null, null);
            BeginCalled();
        }
        Host.Handle(null);
    }

    /// <summary>Begins the cases that case tasks asked for, and tells each side of the end of the other.</summary>
    private void BeginCalled()
    {
        do
            while (Host.Called.TryDequeue(out var called))
            {
                var plan = context.Journeys.Newest(called.Journey)!;
                var values = called.Values.Kind == ValueKind.Map ? called.Values.AsMap() : ValueMap.Empty;
                // What Elsa calls a correlation id is the business key of a journey that has one.
                var key = called.Key ?? (plan.Key is null ? null : called.CorrelationId);
                Start(plan, key, new Stimulus.Start(null, values, called.CorrelationId, plan.InputsAreVariables ? values : null), called.Rule, new CaseCaller(called.Case, called.Item) { Mode = called.Mode });
            }
        while (TellOfEnds());
    }

    private bool TellOfEnds()
    {
        if (!state.Cases.Values.Any(owned => owned.Caller is not null) || CaseLinks.Next(state.Cases.Values.OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal), PlanOf) is not var (owned, stimulus)) return false;
        Run(owned, stimulus);
        return true;
    }

    private void Deliver(Signal signal, string? topic, CaseId? only)
    {
        Host.Handle(signal, topic);
        foreach (var owned in ActiveCases())
            if ((only is null || only == owned.Id) && IsAbout(owned, topic)) Run(owned, new Stimulus.Signal(signal.Type));
        if (topic is not null) return;
        foreach (var (plan, start) in context.Journeys.StartedBy(signal.Type))
            if (start.Condition is null || start.Condition.Evaluate(Host).IsTrue) StartBySignal(plan, start);
    }

    /// <summary>Cases that can hear something now, in the order in which they were started; a list of its own, since hearing may start more.</summary>
    private List<CaseState> ActiveCases()
    {
        var active = new List<CaseState>(state.Cases.Count);
        foreach (var (_, owned) in state.Cases)
            if (owned.Status == CaseStatus.Active) active.Add(owned);
        active.Sort(static (a, b) => a.Id.Seq != b.Id.Seq ? a.Id.Seq.CompareTo(b.Id.Seq)
            : a.Id.Ordinal != b.Id.Ordinal ? a.Id.Ordinal.CompareTo(b.Id.Ordinal) : a.Id.Customer.CompareTo(b.Id.Customer));
        return active;
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

    public JourneyPlan PlanOf(CaseState owned) => context.Journeys.Find(owned.Journey, owned.Version)
        ?? throw new JourneyNotLoadedException($"Version {owned.Version} of the journey '{owned.Journey}' is not loaded, but case {owned.Id} runs it.");

    public CaseAnswer Run(CaseState owned, Stimulus stimulus)
    {
        Host.Running = owned.Id;
        return CaseEngine.Run(PlanOf(owned), owned, Host, stimulus);
    }

    /// <summary>What a move to another version would do.</summary>
    public MigrationPlan PlanMove(CaseState owned, JourneyPlan to, Rule rule) => Migration.Plan(owned, PlanOf(owned), to, Host, rule);

    /// <summary>Moves a case, and hands on what that causes in others.</summary>
    public void Move(CaseState owned, MigrationPlan plan)
    {
        Host.Running = owned.Id;
        Migration.CarryOut(plan, owned, Host);
        DeliverPublished();
    }

    /// <summary>The roles of which somebody lacks one to ask for this; default: it may be asked for.</summary>
    public ImmutableArray<string> Lacks(CaseState owned, Stimulus.Act act) => CaseEngine.Lacks(PlanOf(owned), owned, Host, act);

    /// <summary>A signal that only one case hears, whatever business key it names, and that starts nothing.</summary>
    public void SignalTo(CaseState owned, Signal signal)
    {
        Host.Handle(signal);
        if (owned.Status == CaseStatus.Active) Run(owned, new Stimulus.Signal(signal.Type));
        DeliverPublished();
    }

    private void StartBySignal(JourneyPlan plan, StartPlan start)
    {
        var key = plan.Key is null ? null : KeyOf(plan.Key);
        if (plan.Policy == EntryPolicy.OnePerKey && key is null) return; // without its key a case could never be told from another
        if (plan.Policy is not (EntryPolicy.Always or EntryPolicy.Restart) && state.Cases.Values.Any(c => IsSame(c, plan, key))) return;
        if (plan.Policy == EntryPolicy.Restart) EndSame(plan, key);
        if (RunningCases.AreTooMany(state, 1, context.RunningCasesMax)) Host.Raise(new CaseRefused(plan.Id, plan.Version, key, new Rule(RuleKind.Policy, RunningCases.Policy)));
        else Start(plan, key, new Stimulus.Start(start.Node, ValueMap.Empty, null), new Rule(RuleKind.Input, start.Node));
    }

    /// <summary>Entry policy restart: ends what runs of this journey and key.</summary>
    public void EndSame(JourneyPlan plan, string? key)
    {
        foreach (var old in state.Cases.Values.Where(c => IsSame(c, plan, key)).ToArray())
            Run(old, new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Policy, "restart")));
    }

    /// <summary>A running case that stands for the same as one of this journey and key would.</summary>
    public static bool IsSame(CaseState owned, JourneyPlan plan, string? key) =>
        owned.Journey == plan.Id && owned.Running && (plan.Policy == EntryPolicy.OneAtATime || owned.Key == key);

    /// <summary>After a join: of two cases that the journey would not have let run beside each other one ends, the one that would not have started,
    /// or, where a new one replaces the old, the old one.</summary>
    public void EndRivals()
    {
        var kept = new List<CaseState>();
        foreach (var owned in state.Cases.Values.Where(c => c.Running).OrderBy(c => c.StartedAt).ThenBy(c => c.Id.Customer != state.Key).ThenBy(c => c.Id.Seq).ToArray())
        {
            var plan = PlanOf(owned);
            var rival = plan.Policy == EntryPolicy.Always ? null : kept.Find(k => k.Running && k.Id.Customer != owned.Id.Customer && IsSame(k, plan, owned.Key));
            kept.Add(owned);
            if (rival is not null) Run(plan.Policy == EntryPolicy.Restart ? rival : owned, new Stimulus.ActOnCase(CaseTransition.Terminate, new Rule(RuleKind.Policy, "join")));
        }
        DeliverPublished();
    }

    /// <summary>Starts a case, whatever the policy says.</summary>
    public CaseId Start(JourneyPlan plan, string? key, Stimulus.Start stimulus, Rule rule, CaseCaller? caller = null)
    {
        var id = new CaseId(state.Key, state.Seq + 1, Host.Started++);
        Host.Raise(new CaseStarted(id, plan.Id, plan.Version, key, rule) { Caller = caller });
        Run(state.Cases[id], stimulus);
        return id;
    }

    public void TimerDue(Input.TimerDue timer)
    {
        var (id, item) = TimerId.Parse(timer.Owner == 0 ? state.Key : timer.Owner, timer.Timer);
        if (!state.Cases.TryGetValue(id, out var owned) || owned.Item(item)?.Due is not { } due || due > timer.Due) return;
        Run(owned, new Stimulus.TimerDue(item));
        DeliverPublished();
    }
}
