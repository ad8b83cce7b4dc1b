using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>Something happened to the tokens of a connection of a token-based flowchart.</summary>
/// <param name="Connection">Its ordinal in the flowchart.</param>
public sealed record TokenMoved(CaseId Case, int Item, int Connection, TokenMove Move) : ItemFact(Case, Item)
{
    public override string Type => "flow.token";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Number("connection", Connection);
        writer.Text("move", FactNames.Names<TokenMove>.Of(Move));
    }

    internal static TokenMoved Read(IFactReader r) =>
        new(r.Case(), (int)r.Number("item"), (int)r.Number("connection"), FactNames.Names<TokenMove>.Parse(r.Text("move")));
}

/// <summary>A state machine entered a state.</summary>
/// <param name="State">Its name in the definition.</param>
public sealed record StateEntered(CaseId Case, int Item, string State, Rule Rule) : ItemFact(Case, Item)
{
    public override string Type => "state.entered";

    public override void Write(IFactWriter writer)
    {
        writer.Case(Case);
        writer.Number("item", Item);
        writer.Text("state", State);
        writer.Rule(Rule);
    }

    internal static StateEntered Read(IFactReader r) => new(r.Case(), (int)r.Number("item"), r.Text("state"), r.Rule());
}

/// <summary>What may happen to tokens.</summary>
public enum TokenMove : byte
{
    /// <summary>The connection was followed: a token waits on it.</summary>
    Put,
    /// <summary>Its target has run: no token waits any more.</summary>
    Take,
    /// <summary>Another connection came first: the next token is swallowed.</summary>
    Block,
    /// <summary>A block swallowed the token that came.</summary>
    Swallow,
    /// <summary>Its source or target was ended before its time: nothing is left.</summary>
    Withdraw,
}
