using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Conformance.Cmmn;

/// <summary>One running case, and all items that it ever had.</summary>
internal sealed class RunCase : ICaseHost
{
    private readonly World world;

    public RunCase(World world, JourneyPlan plan, int number, string? key, CaseCaller? caller = null)
    {
        (this.world, Plan, Number) = (world, plan, number);
        State = CaseState.Create(new CaseStarted(new CaseId(1, number, 0), plan.Id, plan.Version, key, Rule.Input) { Caller = caller }, world.Now);
    }

    public JourneyPlan Plan { get; }

    public CaseState State { get; }

    public int Number { get; }

    public string Id => $"case {Number}";

    /// <summary>Every item by ordinal, with what it was last.</summary>
    public SortedDictionary<int, Item> Items { get; } = [];

    public List<Fact> Facts { get; } = [];

    public DateTimeOffset At => world.Now;

    public Value Signal => Value.Null;

    public Value Customer => Value.Null;

    public string? TimeZone => null;

    /// <summary>Hands a stimulus to the case; answers why it was refused.</summary>
    public string? Hand(Stimulus stimulus)
    {
        var refusal = CaseEngine.Run(Plan, State, this, stimulus).Refusal;
        world.Settle();
        return refusal;
    }

    public string? WhyNotCall(string journey, int cases) => world.Plans.ContainsKey(journey) ? null : $"There is no case '{journey}' here.";

    public void Raise(Fact fact)
    {
        Facts.Add(fact);
        if (fact is not CaseFact own) return;
        State.Apply(own, At);
        if (fact is CaseCalled called) world.Call(this, called);
        if (fact is ItemCreated created) Items[created.Item] = new Item(State.Item(created.Item)!, Plan.Nodes[created.Node]);
        if (fact is SentryFired { Item: var item, Sentry: var sentry }) Items[item].Fired.Add(sentry);
        if (fact is ItemFact { Item: var about } && State.Item(about) is { } live && Items.TryGetValue(about, out var known)) known.Look(live, Plan);
    }

    public RunCase CallerOf(CaseCaller caller) => world.Cases.Find(c => c.State.Id == caller.Case)!;

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => new(true, null, null);

    public void Publish(string eventType, Value payload)
    {
        // nobody else listens in these cases
    }

    /// <summary>An item as it was last seen.</summary>
    internal sealed class Item(PlanItem first, PlanNode node)
    {
        public int Ordinal { get; } = first.Ordinal;
        public int Parent { get; } = first.Parent;
        public bool Required { get; } = first.Required;
        public PlanNode Node { get; } = node;
        public List<string> Fired { get; } = [];
        public string State { get; private set; } = "available";
        public bool Ended { get; private set; }
        public bool Offered { get; private set; }

        public string? Assignee { get; private set; }

        /// <summary>Of a human task that has a name: what it asks for.</summary>
        public string? Title { get; private set; }

        public void Look(PlanItem live, JourneyPlan plan)
        {
            Ended = live.Ended;
            // What has its own name in one of the engines keeps it in history.
            var waits = plan.Dialect == PlanDialect.Flowable && live is { State: ItemState.Available, Number: > 1 } && !Node.Control.Entry.IsEmpty && Node is not UserListenerNode;
            if (!(Ended && State == "waiting")) State = waits ? "waiting" : FactNames.Of(live.State);
            Assignee = live.Task?.Assignee ?? Assignee;
            Offered |= live.Task is not null;
            if (Node.Name != Node.Id) Title ??= live.Task?.Title;
        }
    }
}
