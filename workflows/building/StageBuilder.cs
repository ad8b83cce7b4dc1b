using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>A stage. Items are in it in the order in which they are added.</summary>
public sealed class StageBuilder : WorkBuilder<StageBuilder>
{
    private readonly JsonArray items = [];

    internal StageBuilder(string id) : base("Journey.Stage", id) => Json["activities"] = items;

    /// <summary>It is complete when nothing is active and all that is required is done.</summary>
    public StageBuilder AutoComplete() => With(json => json["autoComplete"] = true);

    /// <summary>A variable of the stage.</summary>
    public StageBuilder Variable(string id, JsonNode? initial = null)
    {
        Json.Append("variables", JourneyBuilder.Declared(id, initial));
        return this;
    }

    /// <summary>A planning table, for items that are discretionary.</summary>
    public PlanningTableBuilder PlanningTable(string id, PlanningTableBuilder? within = null)
    {
        var table = new PlanningTableBuilder(id, within);
        Json.Append("planningTables", table.Json);
        return table;
    }

    public StageBuilder Stage(string id) => Added(new StageBuilder(id));

    /// <param name="role">Who may do it.</param>
    /// <param name="title">What the person reads.</param>
    public HumanTaskBuilder HumanTask(string id, Input role, Input title) => Added(new HumanTaskBuilder(id, role, title));

    /// <summary>Work outside: active until it is completed from there.</summary>
    public ActivityBuilder Task(string id) => Activity("Journey.Task", id);

    /// <param name="journey">Id of the journey that is run.</param>
    public CaseTaskBuilder CaseTask(string id, Input journey) => Added(new CaseTaskBuilder(id, journey));

    public MilestoneBuilder Milestone(string id) => Added(new MilestoneBuilder(id));

    /// <summary>Waits for a signal of this type.</summary>
    public EventBuilder Event(string id, string type) => Added(new EventBuilder(id, type));

    /// <summary>Occurs when a person says so.</summary>
    public ListenerBuilder UserListener(string id) => Added(new ListenerBuilder("Journey.UserEventListener", id));

    /// <summary>Occurs at a time: a moment, a duration, or <c>R[n]/[start/]duration</c>, ISO 8601.</summary>
    public ListenerBuilder TimerListener(string id, Input timer) => Added(new ListenerBuilder("Journey.TimerEventListener", id).Given("timer", timer));

    /// <summary>Occurs after a while.</summary>
    public ListenerBuilder Delay(string id, Input span) => Added(new ListenerBuilder("Elsa.Delay", id).Given("timeSpan", span));

    /// <param name="basis">consent, contract, legalObligation, legitimateInterest or vitalInterest.</param>
    public ActivityBuilder SendMessage(string id, Input channel, Input purpose, Input template, string basis = "consent") =>
        Activity("Journey.SendMessage", id).With("channel", channel).With("purpose", purpose).With("template", template).With("basis", basis);

    /// <param name="table">A decision table as docs/decisions.md has it, or the name of one.</param>
    public ActivityBuilder Decision(string id, JsonNode table)
    {
        var decision = Activity("Journey.Decision", id);
        decision.Json["table"] = table.DeepClone();
        return decision;
    }

    public ActivityBuilder SetVariable(string id, string variable, Input value)
    {
        var set = Activity("Elsa.SetVariable", id).With("value", value);
        set.Json["variable"] = new JsonObject { ["id"] = variable };
        return set;
    }

    /// <summary>Any other activity of docs/journey-format.md that directs no flow, by its type.</summary>
    public ActivityBuilder Activity(string type, string id) => Added(new ActivityBuilder(type, id));

    private T Added<T>(T item) where T : ItemBuilder
    {
        item.Json["order"] = items.Count + 1;
        items.Add(item.Json);
        return item;
    }
}
