using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Simulation.Checks;

internal sealed partial class Audit
{
    /// <summary>Who follows sees each event from then on once, in order, up to the last one that was not withdrawn; none that was, and none while the topic is paused.</summary>
    private IEnumerable<string> TopicsUnseen()
    {
        var newest = ledger.TopicEvents.Values.Select(told => told.Seq).Where(position => !ledger.Topic.IsWithdrawn(position)).DefaultIfEmpty().Max();
        var ids = ledger.TopicEvents.ToDictionary(told => told.Value.Seq, told => told.Key);
        foreach (var journal in journals)
        {
            var (following, seen) = (false, 0L);
            foreach (var (entry, fact) in journal.Entries.SelectMany(entry => entry.Facts, (entry, fact) => (entry, fact)))
                switch (fact)
                {
                    case TopicFollowed:
                        if (!following) seen = 0;   // who left and comes back is told what the topic holds, also what it told before
                        following = true;
                        break;
                    case TopicUnfollowed or CustomerAliased: following = false; break;
                    case TopicSeen told:
                        if (Flaw(told, entry, ids) is { } flaw) yield return $"{journal.Id} {flaw} (entry {entry.Seq}, {entry.Input.Kind}{(told.Retained ? ", retained" : "")})";
                        if (told.Position <= seen && !told.Retained) yield return $"{journal.Id} saw event {told.Position} after {seen}";
                        seen = told.Retained ? Math.Max(seen, told.Position) : told.Position;
                        break;
                }
            if (following && seen < newest) yield return $"{journal.Id} follows and saw events up to {seen}; the newest is {newest}";
        }
    }

    /// <summary>An act waits for the round of its own host alone. Who begins to follow notes in the end how far the topic had come, which tells of no event.</summary>
    private string? Flaw(TopicSeen told, Entry entry, Dictionary<long, string> ids) =>
        plan.Has(Faults.TwoHosts) || (told.Retained && told.Event.IsNull) ? null : ledger.Topic.Flaw(told.Position, ids.GetValueOrDefault(told.Position, ""), entry.At);
}
