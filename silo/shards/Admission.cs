using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Telemetry;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Room for the signals and commands that wait for their turns, so that memory and waiting time are bounded and nobody takes all of it. A source may have as many
/// waiting as twice the room that is free: alone it takes two thirds, of several each gets its part, and who comes new finds some (dynamic thresholds: Choudhury
/// and Hahne, IEEE/ACM Transactions on Networking 6(2), 1998). A customer may have a fixed number. Both are counted by hash: who shares a place shares its room.
/// Thread-safe, without a lock.
/// </summary>
/// <param name="most">Signals and commands that may wait; an idle host takes any number.</param>
/// <param name="mostOfCustomer">Those of one customer among them.</param>
internal sealed class Admission(int most, int mostOfCustomer)
{
    private const int Sources = 1_024, Subjects = 16_384, FreeTimes = 2;

    private readonly int[] bySource = new int[Sources];
    private readonly int[] bySubject = new int[Subjects];
    private int waiting;

    /// <summary>Signals and commands taken and not yet answered.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Asks for room for signals that came together; whoever gets it gives it back. Null: it is given, but to those in <paramref name="hot"/>.</summary>
    /// <param name="hot">Places of signals whose customers have too much waiting, and of what comes after them for the same; null: none.</param>
    public Receipt? TryEnter(IReadOnlyList<Signal> signals, out HashSet<int>? hot)
    {
        hot = null;
        var before = Interlocked.Add(ref waiting, signals.Count) - signals.Count;
        if (before > 0 && before + signals.Count > most)
        {
            Leave(signals.Count);
            return Shed(Receipts.Overloaded, "queue", signals.Count);
        }
        var isFair = CountSources(signals, 1, FreeTimes * (most - before));
        if (before > 0 && !isFair)
        {
            CountSources(signals, -1, 0);
            Leave(signals.Count);
            return Shed(Receipts.SourceOverloaded, "source", signals.Count);
        }
        hot = CountSubjects(signals, before > 0);
        if (hot is not null) Instruments.Shed.Add(hot.Count, Instruments.Tag(Attributes.Reason, "customer"));
        return null;
    }

    /// <summary>Asks for room for commands. Null: it is given.</summary>
    public Receipt? TryEnter(int count)
    {
        var before = Interlocked.Add(ref waiting, count) - count;
        if (before == 0 || before + count <= most) return null;
        Leave(count);
        return Shed(Receipts.Overloaded, "queue", count);
    }

    /// <summary>Takes room without asking.</summary>
    public void Enter(int count) => Interlocked.Add(ref waiting, count);

    public void Leave(int count) => Interlocked.Add(ref waiting, -count);

    /// <summary>Gives back what was taken for signals.</summary>
    public void Leave(IReadOnlyList<Signal> signals)
    {
        CountSources(signals, -1, 0);
        for (var i = 0; i < signals.Count; i++) Interlocked.Decrement(ref bySubject[ShardPlacement.Of(signals[i].Subject, Subjects)]);
        Leave(signals.Count);
    }

    private static Receipt Shed(Receipt receipt, string reason, int count)
    {
        Instruments.Shed.Add(count, Instruments.Tag(Attributes.Reason, reason));
        return receipt;
    }

    /// <summary>Signals that come together are mostly of one source: its name is hashed once.</summary>
    /// <returns>True when no source has more than its share.</returns>
    private bool CountSources(IReadOnlyList<Signal> signals, int sign, int share)
    {
        var isFair = true;
        for (var first = 0; first < signals.Count;)
        {
            var (source, end) = (signals[first].Source, first + 1);
            while (end < signals.Count && signals[end].Source == source) end++;
            isFair &= Interlocked.Add(ref bySource[ShardPlacement.Of(source, Sources)], sign * (end - first)) <= share;
            first = end;
        }
        return isFair;
    }

    /// <summary>What is refused of a customer is refused to the end of the call, or later signals would overtake it.</summary>
    private HashSet<int>? CountSubjects(IReadOnlyList<Signal> signals, bool bounded)
    {
        HashSet<int>? refused = null, full = null;
        for (var i = 0; i < signals.Count; i++)
        {
            var place = ShardPlacement.Of(signals[i].Subject, Subjects);
            var isOver = Interlocked.Increment(ref bySubject[place]) > mostOfCustomer;
            if (!bounded || !(isOver || full is not null && full.Contains(place))) continue;
            (full ??= []).Add(place);
            (refused ??= []).Add(i);
        }
        return refused;
    }
}
