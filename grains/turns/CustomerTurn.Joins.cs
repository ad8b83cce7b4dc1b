using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>The two turns of a join: the visitor's says who goes on for it, the customer's takes over what was there. Between them an effect, so that
/// nothing ever changes two customers in one turn.</summary>
public sealed partial class CustomerTurn
{
    private static readonly Receipt NotAliased = Receipt.Refused(new Problem("", "not-aliased", "This customer was not joined to another.", "Nothing is to be done."));

    private static readonly Receipt Aliased = Receipt.Refused(new Problem("", "aliased", "This customer was joined to another, who goes on for it.", "Ask the other."));

    /// <summary>Cases hear of it as <c>customer.joined</c>, with those of the known customer.</summary>
    private void HandleIdentified(Signal signal)
    {
        if (BuiltInSignals.Problem(signal) is { } problem)
        {
            receipt = new Receipt(ReceiptKind.Invalid, 0, problem);
            return;
        }
        facts.Raise(new CustomerAliased(CaseParts.JoinId(state.Key, state.Seq + 1), Identity.CustomerOf(signal)));
    }

    private void HandleJoin(Input.Join join)
    {
        var other = SnapshotCodec.Read(Encoding.UTF8.GetBytes(join.State));
        facts.Join(new CustomerJoined(join.SenderKey, join.Entries, SnapshotCodec.Schema, join.Id, join.State), other);
        router.EndRivals();
        router.Signal(new Signal(join.EffectId, EntryInputs.SourceOf(join.SenderKey), Effect.JoinType, state.Id, context.At, EntryInputs.DataOf(join)), null);
    }
}
