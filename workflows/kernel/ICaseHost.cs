using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What a case needs from the customer's turn that runs it. Pure: every answer depends on the customer's state and the input.</summary>
public interface ICaseHost
{
    /// <summary>Time of this turn (recorded time, UTC).</summary>
    DateTimeOffset At { get; }

    /// <summary>The signal being handled, as CEL sees it (<c>id, source, type, subject, time, data, topic</c>); null value in other turns.</summary>
    Value Signal { get; }

    /// <summary>The customer as CEL sees it: <c>id, traits, scores, consents</c>.</summary>
    Value Customer { get; }

    /// <summary>IANA zone for local times: the customer's <c>timezone</c> trait where it is a known zone, else null (the journey's).</summary>
    string? TimeZone { get; }

    /// <summary>Records a fact and applies it at once, with the same code that recovery uses.</summary>
    void Raise(Fact fact);

    /// <summary>May this message be sent now? The one gate for consent and legal basis.</summary>
    MessageVerdict Judge(string channel, string purpose, LegalBasis basis);

    /// <summary>Asks for a signal to this customer, handled in this turn after the running case has come to rest.</summary>
    void Publish(string eventType, Value payload);

    /// <summary>Null when an activity may call so many cases of this journey; else why not, as a sentence: it is not published, they must be calling each other
    /// without end, or too many run.</summary>
    string? WhyNotCall(string journey, int cases) => $"No published version of workflow definition with ID {journey} found.";

    /// <summary>False once so much was published for one input that the cases must be calling each other without end.</summary>
    bool MayPublish => true;
}

/// <summary>Answer of the consent gate. <paramref name="Reason"/> when not allowed: no-consent or objection.</summary>
public readonly record struct MessageVerdict(bool Allowed, string? Reason, DateTimeOffset? ConsentSince);

/// <summary>What is handed to a running case: a closed set.</summary>
public abstract record Stimulus
{
    private Stimulus() { }

    /// <summary>The case begins. <paramref name="Trigger"/>: node that the signal started, or null when a person did.</summary>
    /// <param name="Variables">Set before the plan is entered (R64).</param>
    public sealed record Start(string? Trigger, ValueMap Inputs, string? CorrelationId, ValueMap? Variables = null) : Stimulus;

    /// <summary>The case that a case task called has ended.</summary>
    /// <param name="Variables">What its root held, where it completed; null: it was terminated.</param>
    public sealed record CalledCaseEnded(int Item, ValueMap? Variables) : Stimulus;

    /// <summary>A workflow that an item called rests for the first time, or has ended.</summary>
    /// <param name="Status">How it stands; failed: <paramref name="Problem"/> says why.</param>
    /// <param name="Waits">The item wanted to hear of its end.</param>
    public sealed record WorkflowCalled(int Item, CaseId Called, string Journey, CaseStatus Status, ValueMap Outputs, string? Problem, bool Waits) : Stimulus;

    /// <summary>Sets variables of an item; of the case, those of its root.</summary>
    public sealed record SetVariables(int Item, ValueMap Values) : Stimulus;

    /// <summary>A signal (the host's <see cref="ICaseHost.Signal"/>) of this type.</summary>
    public sealed record Signal(string EventType) : Stimulus;

    /// <summary>The item's timer fell due.</summary>
    public sealed record TimerDue(int Item) : Stimulus;

    /// <summary>What somebody asks for, who may lack the role for it.</summary>
    public abstract record Act : Stimulus
    {
        /// <summary>On whose behalf; null: whoever asks may do everything.</summary>
        public Actor? Actor { get; init; }
    }

    /// <summary>A human task moves. <paramref name="Assignee"/>: new assignee, null to open it again.</summary>
    public sealed record AssignTask(int Item, string? Assignee, Rule Rule) : Act
    {
        /// <summary>What it is, as rights name it: claim, release or delegate.</summary>
        public string Operation { get; init; } = Assignee is null ? Operations.Release : Operations.Claim;
    }

    public sealed record CompleteTask(int Item, string Outcome, Value Data, Rule Rule) : Act;

    /// <summary>A person changes the state of an item.</summary>
    public sealed record ActOnItem(int Item, ItemTransition Transition, Rule Rule) : Act;

    /// <summary>Runs a failed item again.</summary>
    public sealed record Retry(int Item, Rule Rule) : Act;

    /// <summary>Goes on as if the item were done, whether it has failed, runs, or has not begun.</summary>
    public sealed record Skip(int Item, Rule Rule) : Act;

    /// <summary>Runs what has ended, or may repeat, once more.</summary>
    public sealed record Repeat(int Item, Rule Rule) : Act;

    /// <summary>Starts an item now, whatever its criteria say. <paramref name="EndOthers"/>: what runs beside it ends.</summary>
    public sealed record Move(string Node, bool EndOthers, Rule Rule) : Act;

    /// <summary>A person suspends, resumes, cancels, reopens or closes the case.</summary>
    public sealed record ActOnCase(CaseTransition Transition, Rule Rule) : Act;

    /// <summary>Gives a role to somebody; null: to nobody.</summary>
    public sealed record AssignRole(string Role, string? Who, Rule Rule) : Act;

    /// <summary>A person plans a discretionary item, by node id (CMMN 1.1, 5.4.9).</summary>
    public sealed record Plan(string Node, Rule Rule) : Act;

    /// <summary>Writes a case file item; null discards it (CMMN 1.1, 8.3). <paramref name="Item"/>: its id, or the path to it.</summary>
    public sealed record WriteFile(string Item, Value Value, Rule Rule) : Act;

    /// <summary>Moves the case to another version of its journey: carried out by <see cref="Migrations.Migration"/>, here for who may.</summary>
    public sealed record Migrate : Act;

    /// <summary>Resumes whatever the item waits for, without its stimulus (conformance runs; a person's "go on").</summary>
    public sealed record ResumeItem(int Item, Value Payload) : Stimulus;
}

/// <summary>How a case took a stimulus.</summary>
/// <param name="Heard">Something in the case reacted.</param>
/// <param name="Refusal">Why a person's request is not possible in this state; null otherwise. Nothing was changed then.</param>
public readonly record struct CaseAnswer(bool Heard, string? Refusal)
{
    /// <summary>Roles of which the asker has none; default: it was not refused for want of one.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Needs { get; init; }
}
