using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>A fact about one case.</summary>
public abstract record CaseFact(CaseId Case) : Fact;

/// <summary>A fact about one plan item. <paramref name="Item"/>: its ordinal in the case; the root is 1.</summary>
public abstract record ItemFact(CaseId Case, int Item) : CaseFact(Case);

/// <summary>A case began.</summary>
/// <param name="Key">Business key; personal.</param>
public sealed record CaseStarted(CaseId Case, string Journey, int JourneyVersion, string? Key, Rule Rule) : CaseFact(Case)
{
    /// <summary>The case task that called it; null: none did.</summary>
    public CaseCaller? Caller { get; init; }

    public override string Type => "case.started";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("journey", Journey);
        writer.Number("version", JourneyVersion);
        writer.PersonalText("key", Key);
        if (Caller is { } caller)
        {
            writer.Text("caller", caller.Case.ToString());
            writer.Number("callerItem", caller.Item);
            if (caller.Mode != CallMode.Task) writer.Text("callMode", FactNames.Names<CallMode>.Of(caller.Mode));
        }
        writer.Rule(Rule);
    }

    internal static CaseStarted Read(IFactReader r) => new(r.Case(), r.Text("journey"), (int)r.Number("version"), r.PersonalText("key"), r.Rule())
    {
        Caller = r.OptionalText("caller") is { } caller && CaseId.TryParse(caller, out var id)
            ? new CaseCaller(id, (int)r.Number("callerItem")) { Mode = CaseCalled.ModeOf(r) } : null,
    };
}

/// <summary>A case that ended leaves the state, since newer ones have: what happened in it stays in the journal.</summary>
public sealed record CaseRetired(CaseId Case) : CaseFact(Case)
{
    public override string Type => "case.retired";

    public override void Write(IFactWriter writer) => writer.Case(Case);

    internal static CaseRetired Read(IFactReader r) => new(r.Case());
}

/// <summary>A signal would have started a case, which was not to be: the rule says why.</summary>
/// <param name="Key">Business key; personal.</param>
public sealed record CaseRefused(string Journey, int JourneyVersion, string? Key, Rule Rule) : Fact
{
    public override string Type => "case.refused";

    public override void Write(IFactWriter writer)
    {
        writer.Text("journey", Journey);
        writer.Number("version", JourneyVersion);
        writer.PersonalText("key", Key);
        writer.Rule(Rule);
    }

    internal static CaseRefused Read(IFactReader r) => new(r.Text("journey"), (int)r.Number("version"), r.PersonalText("key"), r.Rule());
}

/// <summary>The item of a case that called another case.</summary>
public sealed record CaseCaller(CaseId Case, int Item)
{
    /// <summary>What the item has to do with the case from then on.</summary>
    public CallMode Mode { get; init; }
}

/// <summary>How a call binds the two cases to each other.</summary>
public enum CallMode
{
    /// <summary>A case task: each of the two ends with the other (CMMN 1.1, 5.4.10.4).</summary>
    Task,
    /// <summary>The item waits for the end of the case, which goes on whatever becomes of the item.</summary>
    Wait,
    /// <summary>The item waits until the case rests for the first time.</summary>
    Rest,
    /// <summary>Nobody waits.</summary>
    Loose,
}

/// <summary>A case task asks for a case of another journey, which begins once this one has come to rest (CMMN 1.1, 5.4.10.4).</summary>
/// <param name="Values">What it begins with, by name; personal.</param>
public sealed record CaseCalled(CaseId Case, int Item, string Journey, string? Key, Value Values, Rule Rule) : ItemFact(Case, Item)
{
    /// <summary>Elsa's correlation id of the called case; null: none. Personal.</summary>
    public string? CorrelationId { get; init; }

    public CallMode Mode { get; init; }

    internal static CallMode ModeOf(IFactReader r) => r.OptionalText("callMode") is { } mode ? FactNames.Names<CallMode>.Parse(mode) : CallMode.Task;

    public override string Type => "case.called";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("journey", Journey);
        writer.PersonalText("key", Key);
        writer.Personal("values", Values);
        if (Mode != CallMode.Task)
        {
            writer.Text("callMode", FactNames.Names<CallMode>.Of(Mode));
            writer.PersonalText("correlationId", CorrelationId);
        }
        writer.Rule(Rule);
    }

    internal static CaseCalled Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("journey"), r.PersonalText("key"), r.Personal("values"), r.Rule())
    {
        Mode = ModeOf(r), CorrelationId = r.PersonalText("correlationId"),
    };
}

/// <summary>The case changed its state.</summary>
public sealed record CaseTransitioned(CaseId Case, CaseTransition Transition, Rule Rule) : CaseFact(Case)
{
    public override string Type => "case.transitioned";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("transition", FactNames.Of(Transition));
        writer.Rule(Rule);
    }

    internal static CaseTransitioned Read(IFactReader r) => new(r.Case(), FactNames.CaseTransition(r.Text("transition")), r.Rule());
}

/// <summary>The case got a name or a correlation id (Elsa's SetName, Correlate). <paramref name="What"/>: name or correlationId.</summary>
public sealed record CaseLabelled(CaseId Case, int Item, string What, string Value) : ItemFact(Case, Item)
{
    public override string Type => "case.labelled";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("what", What);
        writer.PersonalText("value", Value);
    }

    internal static CaseLabelled Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), r.Text("what"), r.PersonalText("value") ?? "");
}

/// <summary>A variable got a value. <paramref name="Item"/>: the container whose scope it is in.</summary>
public sealed record VariableSet(CaseId Case, int Item, string Name, Value Value) : ItemFact(Case, Item)
{
    public override string Type => "variable.set";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("name", Name);
        writer.Personal("value", Value);
    }

    internal static VariableSet Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("name"), r.Personal("value"));
}

/// <summary>Several variables got values at once. <paramref name="Item"/>: the container whose scope they are in; 0: inputs of the journey.</summary>
public sealed record VariablesSet(CaseId Case, int Item, Value Values) : ItemFact(Case, Item)
{
    public override string Type => "variables.set";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Personal("values", Values);
    }

    internal static VariablesSet Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Personal("values"));
}

/// <summary>An output of the case got a value.</summary>
public sealed record OutputSet(CaseId Case, int Item, string Name, Value Value) : ItemFact(Case, Item)
{
    public override string Type => "output.set";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.PersonalText("name", Name);
        writer.Personal("value", Value);
    }

    internal static OutputSet Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.PersonalText("name") ?? "", r.Personal("value"));
}

/// <summary>An ended case was judged by its goal, part by part.</summary>
/// <param name="Reached">Ids of the parts that were reached.</param>
/// <param name="Missed">Ids of the parts that were not.</param>
public sealed record GoalJudged(
    CaseId Case, string Goal, System.Collections.Immutable.ImmutableArray<string> Reached,
    System.Collections.Immutable.ImmutableArray<string> Missed, Rule Rule) : CaseFact(Case)
{
    public override string Type => "goal.judged";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Text("goal", Goal);
        writer.Texts("reached", Reached);
        writer.Texts("missed", Missed);
        writer.Rule(Rule);
    }

    internal static GoalJudged Read(IFactReader r) => new(r.Case(), r.Text("goal"), r.Texts("reached"), r.Texts("missed"), r.Rule());
}
