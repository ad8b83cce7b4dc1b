using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>An input that can't be decided is kept with its entry, so that it is neither lost nor tried for ever, and those after it go on. A person has it
/// decided when what was wrong is mended, or has it left for good.</summary>
public sealed partial class CustomerTurn
{
    private static readonly Receipt NotSetAside = Receipt.Refused(new Problem(
        "/id", "not-set-aside", "This input is not set aside: it was replayed or discarded before.", "List what is set aside anew."));

    private static readonly Receipt NotReadable = Receipt.Refused(new Problem(
        "/id", "not-readable", "What was sent belongs to somebody who was erased since: it can't be read any more.", "Discard it."));

    private readonly List<SetAsideChange> setAside = [];

    /// <summary>The turn that sets an input aside.</summary>
    /// <param name="error">What went wrong, for people.</param>
    /// <exception cref="ArgumentException">It is of a kind that is not set aside: see <see cref="SetAsideInputs.MayBe"/>.</exception>
    public static CustomerTurn SetAside(CustomerState state, Input input, TurnContext context, string error)
    {
        if (!SetAsideInputs.MayBe(input)) throw new ArgumentException($"An input of the kind {input.GetType().Name} is not set aside.", nameof(input));
        var turn = new CustomerTurn(state, input, context);
        turn.Keep(error.Length <= SetAsideInputs.ErrorMax ? error : error[..SetAsideInputs.ErrorMax]);
        return turn;
    }

    private void Keep(string error)
    {
        var seq = state.Seq + 1;
        facts.Raise(new InputSetAside(seq, error, SetAsideInputs.More(input)));
        if (input is Input.Topic topic) facts.Raise(new TopicSeen(topic.Name, topic.Position, false, Workflows.Values.Value.Null));
        if (input is Input.TimerDue timer) facts.Withdraw(timer);
        var described = EntryInputs.Describe(input, context.At).Input;
        // What the error says may be somebody else's, whose key does not seal this row.
        var text = SenderOf(input) == 0 ? error : error.Split(':')[0];
        setAside.Add(new SetAsideChange(true, state.Key, seq, new SetAsideText(state.Id, described.Id, described.Source, text)));
        receipt = receipt with { SetAside = true };
    }

    private void HandleResolve(Input.Resolve resolve)
    {
        var id = new SetAsideInput(resolve.Customer, resolve.Seq);
        if (!state.SetAside.Contains(id))
        {
            receipt = NotSetAside;
            return;
        }
        if (!resolve.Discard && resolve.Kept is null)
        {
            receipt = NotReadable;
            return;
        }
        if (resolve is { Discard: false, Kept: { } kept }) Replay(kept);
        if (receipt.Kind != ReceiptKind.Accepted) return;   // it is refused, and nothing changes: it stays set aside
        facts.Raise(new InputResolved(id.Customer, id.Seq, !resolve.Discard, resolve.By, resolve.Reason));
        setAside.Add(new SetAsideChange(false, id.Customer, id.Seq, null));
    }

    /// <summary>The same as when it came, but for a topic event, which counts as seen already.</summary>
    private void Replay(Input kept)
    {
        if (kept is not Input.Topic topic) Handle(kept);
        else if (state.Follows(topic.Name)) router.Signal(topic.Signal, topic.Name);
    }
}
