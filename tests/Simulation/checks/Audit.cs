using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>Compares what lies on the disk with what those outside were told. Answers what is wrong.</summary>
internal sealed partial class Audit(Plan plan, Ledger ledger, IReadOnlyList<Journal> journals)
{
    private readonly bool anybodyErased = ledger.Erasing.Count > 0;
    private readonly Dictionary<string, List<(Journal Journal, Entry Entry)>> events = Index(journals);

    /// <summary>Ids of those who have a journal.</summary>
    public IReadOnlyList<string> Customers => [.. journals.Select(journal => journal.Id)];

    /// <summary>What must hold at any moment, also right after a crash.</summary>
    public IEnumerable<string> AnyTime()
    {
        foreach (var journal in journals)
            if (journal.Flaw is { } flaw) yield return $"{journal.Id}: {flaw}";
        foreach (var (id, found) in events)
            if (found.Count > 1) yield return $"{id} is journalled {found.Count} times";
        foreach (var (id, told) in ledger.Signals)
        {
            if (IsGone(told.Signal.Subject)) continue;
            if (!events.TryGetValue(id, out var found)) yield return $"{id} was acknowledged and is not in the journal";
            else if (told.Seq > 0 && found[0].Journal.Id == told.Signal.Subject && found[0].Entry.Seq != told.Seq) yield return $"{id} was acknowledged as entry {told.Seq} and is entry {found[0].Entry.Seq}";
        }
        foreach (var wrong in OutOfOrder()) yield return wrong;
    }

    /// <summary>What must hold when all is done.</summary>
    /// <param name="live">State of each customer as the host had it in memory, by key.</param>
    /// <param name="until">Timers due by then have fired.</param>
    public IEnumerable<string> AtTheEnd(IReadOnlyDictionary<long, byte[]> live, DateTimeOffset until)
    {
        foreach (var journal in journals)
            if (live.TryGetValue(journal.Key, out var state) && !state.AsSpan().SequenceEqual(journal.State)) yield return $"{journal.Id}: the state in memory is not the fold of the journal";
        foreach (var wrong in LostTimers(until).Concat(LostEffects()).Concat(TopicsUnseen()).Concat(Untold()).Concat(LostJoins()).Concat(OldVersions()).Concat(LostMoves())) yield return wrong;
    }

    private static Dictionary<string, List<(Journal, Entry)>> Index(IReadOnlyList<Journal> journals)
    {
        var index = new Dictionary<string, List<(Journal, Entry)>>(StringComparer.Ordinal);
        foreach (var journal in journals)
            foreach (var entry in journal.Entries)
            {
                if (entry.Input is not { Kind: "event", Id: { } id }) continue;
                var signal = id.Split('#')[0];
                if (!index.TryGetValue(signal, out var list)) index.Add(signal, list = []);
                list.Add((journal, entry));
            }
        return index;
    }

    // A visitor may have been joined to somebody who was erased.
    private bool IsGone(string customer) => ledger.Erasing.Contains(customer) || (anybodyErased && ProvisionalIds.Is(customer));

    /// <summary>A client sends the next only when it has the answer to the last: so they must lie in the journal.</summary>
    private IEnumerable<string> OutOfOrder()
    {
        var last = new Dictionary<(int Client, long Journal), (int Number, long Seq, string Id)>();
        foreach (var (id, told) in ledger.Signals.OrderBy(signal => signal.Value.Client).ThenBy(signal => signal.Value.Number))
        {
            if (!events.TryGetValue(id, out var found)) continue;
            var (key, seq) = ((told.Client, found[0].Journal.Key), found[0].Entry.Seq);
            if (last.TryGetValue(key, out var before) && before.Number < told.Number && before.Seq > seq) yield return $"{id} was sent after {before.Id} and lies before it in the journal of {found[0].Journal.Id}";
            if (!last.TryGetValue(key, out before) || before.Seq < seq) last[key] = (told.Number, seq, id);
        }
    }

    private IEnumerable<string> LostTimers(DateTimeOffset until)
    {
        var open = new Dictionary<(CaseId, int), DateTimeOffset>();
        foreach (var entry in journals.SelectMany(journal => journal.Entries).OrderBy(entry => entry.At))
            foreach (var fact in entry.Facts)
            {
                if (fact is TimerSet set) open[(set.Case, set.Item)] = set.Due;
                else if (fact is TimerEnded ended) open.Remove((ended.Case, ended.Item));
            }
        return anybodyErased ? [] : open.Where(timer => timer.Value <= until).Select(timer => $"timer {timer.Key} was due at {timer.Value:O} and neither fired nor was withdrawn");
    }

    private IEnumerable<string> LostEffects()
    {
        var ends = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fact in journals.SelectMany(journal => journal.Entries).SelectMany(entry => entry.Facts))
            if (fact is EffectEnded ended) ends[CaseParts.EffectId(ended.Case, ended.Effect)] = ended.End;
        foreach (var journal in journals)
            foreach (var effect in journal.Entries.SelectMany(entry => entry.Effects))
            {
                if (effect is not (Effect.Message or Effect.Webhook or Effect.Internal) || CaseParts.IsJoin(effect.Id)) continue;
                if (!ends.TryGetValue(effect.Id, out var end))
                {
                    if (!anybodyErased) yield return $"effect {effect.Id} of {journal.Id} never ended";
                }
                else if (end == "sent" && effect is not Effect.Internal && !ledger.Effects.ContainsKey(effect.Id)) yield return $"effect {effect.Id} of {journal.Id} is noted as sent and never came under its key";
                else if (end == "sent" && effect is Effect.Internal && Delivered(effect.Id) != 1) yield return $"effect {effect.Id} of {journal.Id} reached its customer {Delivered(effect.Id)} times";
            }
    }

    private int Delivered(string effect) =>
        journals.SelectMany(journal => journal.Entries).Count(entry => entry.Input.Kind == "internal" && entry.Input.Id == effect);
}
