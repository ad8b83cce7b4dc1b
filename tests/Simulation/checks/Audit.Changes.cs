using JourneyOrchestrator.Silo.Subscriptions;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Simulation.Checks;

internal sealed partial class Audit
{
    /// <summary>A subscriber to everything was told of every change.</summary>
    private IEnumerable<string> Untold()
    {
        if (!plan.HasSubscriber) yield break;
        foreach (var journal in journals)
            for (var i = 0; i < journal.Entries.Count; i++)
            {
                var (changes, told) = (journal.Entries[i].Facts.Count(ChangeTypes.IsTold), ledger.Told.At(journal.Places[i]));
                if (changes != told) yield return $"entry {journal.Entries[i].Seq} of {journal.Id} has {changes} changes, of which {told} were told";
            }
    }

    /// <summary>A visitor who was joined to a customer is in that one's journal once, with all that was known.</summary>
    private IEnumerable<string> LostJoins()
    {
        if (anybodyErased) yield break;
        var joins = journals.SelectMany(journal => journal.Entries.SelectMany(entry => entry.Facts).OfType<CustomerJoined>(), (journal, join) => (journal.Id, Join: join))
            .Where(_ => plan.Planted != Planted.LostJoin).ToLookup(joined => joined.Join.Customer);
        foreach (var visitor in journals)
            foreach (var last in visitor.Entries)
                if (last.Facts.OfType<CustomerAliased>().FirstOrDefault() is { } alias
                    && (joins[visitor.Key].ToList() is not [var one] || one.Id != alias.Survivor || one.Join.Entries != last.Seq))
                    yield return $"{visitor.Id} with {last.Seq} entries was joined to {alias.Survivor}, where {joins[visitor.Key].Count()} joins say so";
    }

    /// <summary>A case whose move was acknowledged has moved.</summary>
    private IEnumerable<string> LostMoves()
    {
        if (anybodyErased) return [];
        var moved = journals.SelectMany(journal => journal.Entries.SelectMany(entry => entry.Facts)).OfType<CaseMigrated>().Select(fact => (fact.Case, fact.To)).ToHashSet();
        return ledger.Moves.Select(move => (move.Case, To: move.Version)).Except(moved).Select(lost => $"case {lost.Case} was moved to version {lost.To}, and no journal says so");
    }

    /// <summary>A case that began after a version was known to be published runs that version, or a newer one.</summary>
    private IEnumerable<string> OldVersions()
    {
        foreach (var entry in journals.SelectMany(journal => journal.Entries))
            foreach (var started in entry.Facts.OfType<CaseStarted>().Where(started => started.Journey == SimJourneys.Order))
                if (started.JourneyVersion < ledger.VersionAt(entry.At)) yield return $"case {started.Case} began at {entry.At:O} with version {started.JourneyVersion}, after version {ledger.VersionAt(entry.At)} was published";
    }
}
