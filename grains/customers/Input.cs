using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>What a customer can be handed: a closed set. One input makes one turn, one turn one journal entry.</summary>
public abstract record Input
{
    private Input() { }

    /// <summary>A signal from a front-line app.</summary>
    public sealed record Event(Signal Signal) : Input;

    /// <summary>An event on a topic that the customer follows.</summary>
    public sealed record Topic(string Name, long Position, Signal Signal) : Input;

    /// <summary>A durable timer fell due. <paramref name="Owner"/>: key of the joined customer whose case set it; 0: the customer's own.</summary>
    public sealed record TimerDue(long Timer, DateTimeOffset Due, long Owner = 0) : Input;

    /// <summary>An effect of another customer, delivered once: (<paramref name="SenderKey"/>, <paramref name="EffectId"/>) is its identity.</summary>
    public sealed record Internal(long SenderKey, string EffectId, Signal Signal) : Input;

    /// <summary>An anonymous visitor is this customer. <paramref name="State"/>: that one's last state, as a snapshot has it. Handed over once, like
    /// <see cref="Internal"/>.</summary>
    public sealed record Join(long SenderKey, string EffectId, string Id, long Entries, string State) : Input;

    /// <summary>See to it that what was known of an aliased customer is with the other one: for the host, no turn of its own.</summary>
    public sealed record HandOver : Input;

    /// <summary>How an effect of this customer ended outside: sent, withheld, superseded or dead.</summary>
    public sealed record EffectSettled(string EffectId, EffectEnd End, string? Detail) : Input;

    /// <summary>What somebody asks for who may lack the role for it.</summary>
    public abstract record Act : Input
    {
        /// <summary>On whose behalf; null: whoever asks may do everything.</summary>
        public Actor? Actor { get; init; }

        /// <summary>Who is named as having asked for it.</summary>
        public abstract string By { get; init; }
    }

    /// <summary>A person starts a case by hand.</summary>
    public sealed record StartCase(string Journey, int? Version, string? Key, ValueMap Variables, string? By) : Input;

    /// <summary>A person or assistant acts on a whole case.</summary>
    public sealed record ActOnCase(CaseId Case, CaseTransition Transition, string By, string? Reason) : Act
    {
        /// <summary>Which of the actions with this transition is meant; null: whichever the state allows.</summary>
        public CaseAction? Action { get; init; }
    }

    /// <summary>A person moves a running case to another version of its journey. <paramref name="DryRun"/>: only says what would happen.</summary>
    public sealed record MigrateCase(CaseId Case, int Version, bool DryRun, string By, string? Reason) : Act;

    /// <summary>A person or assistant acts on one item of a case. <paramref name="Item"/>: its ordinal, or the node id (its newest instance).</summary>
    public sealed record ActOnItem(CaseId Case, string Item, ItemAction Action, string By, string? Reason) : Act
    {
        /// <summary>Of a move: what runs beside the item ends.</summary>
        public bool EndOthers { get; init; }
    }

    /// <summary>A person or assistant plans a discretionary item, by node id.</summary>
    public sealed record Plan(CaseId Case, string Item, string By, string? Reason) : Act;

    /// <summary>A person or program writes a case file item, by id or path; a null value discards it.</summary>
    public sealed record WriteFile(CaseId Case, string Item, Value Value, string By, string? Reason) : Act;

    /// <summary>A human task is claimed, released, delegated or completed.</summary>
    public sealed record ActOnTask(CaseId Case, int Item, TaskAction Action, string By, string? To, string? Outcome, Value Data) : Act;

    /// <summary>A role of a case is given to somebody; null: to nobody.</summary>
    public sealed record AssignRole(CaseId Case, string Role, string? Who, string By, string? Reason) : Act;

    /// <summary>A person has what was set aside decided after all, or (<paramref name="Discard"/>) has it left for good. <paramref name="Customer"/>, <paramref name="Seq"/>: the entry that keeps it.</summary>
    public sealed record Resolve(long Customer, long Seq, bool Discard, string By, string? Reason) : Input
    {
        /// <summary>What was set aside, as the host read it from that entry; null: not read, or no longer readable.</summary>
        public Input? Kept { get; init; }
    }

    /// <summary>The customer, or somebody for the customer, gives or withdraws consent.</summary>
    public sealed record SetConsent(string Purpose, string Channel, bool Granted, string Wording, string Source, string By) : Input;
}

/// <summary>How an effect ended outside.</summary>
public enum EffectEnd { Sent, Withheld, Superseded, Dead }

/// <summary>Steps of a human task.</summary>
public enum TaskAction { Claim, Release, Delegate, Complete }
