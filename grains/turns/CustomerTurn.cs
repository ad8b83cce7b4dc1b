using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// One input handled for one customer: decide, raise facts, apply them at once. Pure. The host reads the topics that the turn asks for
/// (<see cref="WantedTopic"/>), since whoever begins to follow receives what is retained in that very turn.
/// </summary>
public sealed partial class CustomerTurn
{
    private readonly CustomerState state;
    private readonly Input input;
    private readonly TurnContext context;
    private readonly TurnFacts facts;
    private readonly CaseRouter router;
    private Receipt receipt;
    private bool always;
    private CaseMigrations? migration;

    private CustomerTurn(CustomerState state, Input input, TurnContext context)
    {
        var at = Coerce.ToMicroseconds(context.At);
        if (input is Input.MigrateCase { DryRun: true }) state = CaseMigrations.Copy(state);
        (this.state, this.input, this.context) = (state, input, context with { At = at > state.At ? at : state.At });
        facts = new TurnFacts(state, this.context.At);
        router = new CaseRouter(state, this.context, facts);
        receipt = Receipt.Accepted(state.Seq + 1);
    }

    /// <summary>Handles the input as far as it goes without reading topics.</summary>
    public static CustomerTurn Begin(CustomerState state, Input input, TurnContext context)
    {
        var turn = new CustomerTurn(state, input, context);
        turn.Handle(input);
        return turn;
    }

    /// <summary>A topic whose retained events the turn needs; null: none.</summary>
    public string? WantedTopic => facts.Unread.TryPeek(out var wish) ? wish.Topic : null;

    /// <summary>Hands over the topic that was wanted; its retained events are handled now, in the order in which they were published.</summary>
    public void Supply(TopicState topic)
    {
        var wish = facts.Unread.Dequeue();
        if (wish.SeenByOthers is { } seen) SupplyTo(wish, topic, seen);
        else SupplyToAll(topic);
    }

    private void SupplyToAll(TopicState topic)
    {
        if (!state.Follows(topic.Topic)) return;
        foreach (var retained in topic.Retained.OrderBy(r => r.Position)) Read(topic.Topic, retained, null);
        if (state.Follows(topic.Topic)) facts.Raise(new TopicSeen(topic.Topic, topic.Position, true, Value.Null));
    }

    /// <summary>What others have heard before; later events reach all cases of the customer alike, by the fan-out.</summary>
    private void SupplyTo(TopicWish wish, TopicState topic, long seen)
    {
        foreach (var retained in topic.Retained.Where(r => r.Position > wish.Heard && r.Position <= seen).OrderBy(r => r.Position)) Read(topic.Topic, retained, wish.Case);
    }

    private void Read(string topic, RetainedEvent retained, CaseId? only)
    {
        var signal = CloudEventJson.Read(retained.Event);
        facts.Raise(new TopicSeen(topic, retained.Position, true, TopicSignals.Describe(signal)));
        router.Signal(signal, topic, only);
    }

    /// <summary>Ends the turn: the entry to write, if there is one.</summary>
    public TurnResult Close()
    {
        if (receipt.Kind != ReceiptKind.Accepted || (facts.Count == 0 && !always)) return new TurnResult(receipt with { Seq = 0 }, null);
        var all = facts.Facts();
        if (migration is not null)
        {
            receipt = receipt with { Migration = migration.Report(all) };
            if (migration.DryRun) return new TurnResult(receipt with { Seq = 0 }, null);
        }
        var (eventTime, described) = EntryInputs.Describe(input, context.At);
        var seq = state.Seq + 1;
        state.Close(seq, context.At);
        var entry = new Entry(seq, context.At, eventTime, SubjectOf(), described, all, Effects.Of(all), context.Versions);
        return new TurnResult(receipt with { Seq = seq }, entry)
        {
            Timers = facts.Timers(), Follows = facts.Follows(), Tasks = facts.Tasks(), SetAside = [.. setAside], Sender = SenderOf(input),
        };
    }

    /// <summary>What somebody else sent stays readable only as long as that person is not erased, also when it is replayed.</summary>
    private static long SenderOf(Input input) => input switch
    {
        Input.Internal other => other.SenderKey,
        Input.Join join => join.SenderKey,
        Input.Resolve { Kept: Input.Internal other } => other.SenderKey,
        _ => 0,
    };

    private string SubjectOf() => input is Input.Event e ? e.Signal.Subject : state.Id;

    private void Handle(Input input)
    {
        switch (input)
        {
            case Input.EffectSettled settled when CaseParts.IsJoin(settled.EffectId): break; // the other's turn tells of it
            case Input.HandOver: receipt = NotAliased; break;
            case Input.Resolve resolve when state.AliasOf is null: HandleResolve(resolve); break;
            case var _ when state.AliasOf is not null: receipt = Aliased; break;
            case Input.Event { Signal.Type: BuiltInSignals.Identified } e: HandleIdentified(e.Signal); break;
            case Input.Join join: HandleJoin(join); break;
            case Input.Event { Signal.Type: BuiltInSignals.OperationRequested } e: HandleOperation(e.Signal); break;
            case Input.Event e:
                HandleEvent(e.Signal);
                if (always && !state.HeldRoles.IsEmpty) Relay(e.Signal);
                break;
            case Input.Internal i when RoleSignals.IsOurs(i.Signal.Type): HandleRole(i.Signal); break;
            case Input.Internal i: HandleEvent(i.Signal); break;
            case Input.Topic topic: HandleTopic(topic); break;
            case Input.TimerDue timer: router.TimerDue(timer); break;
            case Input.EffectSettled settled: Settle(settled); break;
            case Input.SetConsent consent:
                facts.Raise(new ConsentChanged(consent.Purpose, consent.Channel, consent.Granted, context.At, consent.Wording, consent.Source, consent.By));
                break;
            case Input.MigrateCase move:
                migration = new CaseMigrations(state, context, router, move);
                receipt = migration.Handle(receipt);
                break;
            default: receipt = new CaseCommands(state, context, router).Handle(input, receipt); break;
        }
    }

    /// <summary>A signal is always kept, whether or not anybody listens.</summary>
    private void HandleEvent(Signal signal)
    {
        if (BuiltInSignals.Problem(signal) is { } problem)
        {
            receipt = new Receipt(ReceiptKind.Invalid, 0, problem);
            return;
        }
        always = true;
        foreach (var fact in BuiltInSignals.Facts(signal, context.At)) router.Host.Raise(fact);
        router.Signal(signal, null);
    }

    private void HandleTopic(Input.Topic topic)
    {
        if (!state.Follows(topic.Name) || topic.Position <= state.Topics.GetValueOrDefault(topic.Name))
        {
            receipt = new Receipt(ReceiptKind.Duplicate);
            return;
        }
        facts.Raise(new TopicSeen(topic.Name, topic.Position, false, Value.Null));
        router.Signal(topic.Signal, topic.Name);
    }

    private void Settle(Input.EffectSettled settled)
    {
        if (CaseParts.TryParseEffect(settled.EffectId, out var id, out var effect) && state.Cases.TryGetValue(id, out var owner) && effect <= owner.LastEffect)
            facts.Raise(new EffectEnded(id, effect, FactNames.Names<EffectEnd>.Of(settled.End), settled.Detail));
    }
}
