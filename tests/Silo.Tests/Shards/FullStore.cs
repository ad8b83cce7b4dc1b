using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Shards;

/// <summary>A store that says that it is full as the real ones do, by an error that it knows.</summary>
internal sealed class FullStore(IJournalStore inner) : StoreDecorator(inner)
{
    private int probes, notes;

    public volatile bool IsFull;

    /// <summary>The room that is left is enough for turns.</summary>
    public volatile bool TakesTurns;

    public Exception Error { get; init; } = new NoRoomException();

    public int Commits { get; private set; }

    public int Probes => Volatile.Read(ref probes);

    /// <summary>How often it was asked to note reads.</summary>
    public int Notes => Volatile.Read(ref notes);

    /// <summary>Ends when it was tried once more whether it writes.</summary>
    public async Task TriedAgainAsync()
    {
        var before = Probes;
        await UntilAsync(() => Task.FromResult(Probes > before), "It was tried again.");
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !await isSo(); await Task.Delay(5))
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1), what);
    }

    public override StoreTrouble? TroubleOf(Exception error) => error is NoRoomException ? StoreTrouble.Full : null;

    public override ValueTask ProbeAsync(CancellationToken cancel = default)
    {
        Interlocked.Increment(ref probes);
        return IsFull ? throw Error : base.ProbeAsync(cancel);
    }

    public override ValueTask<CommitResult> CommitAsync(CommitBatch batch, CancellationToken cancel = default)
    {
        if (IsFull && !TakesTurns) throw Error;
        Commits++;
        return base.CommitAsync(batch, cancel);
    }

    public override ValueTask NoteReadsAsync(IReadOnlyList<ReadRow> reads, long before, CancellationToken cancel = default)
    {
        Interlocked.Increment(ref notes);
        return IsFull ? throw Error : base.NoteReadsAsync(reads, before, cancel);
    }

    public override ValueTask FinishErasureAsync(long customer, CancellationToken cancel = default) => IsFull ? throw Error : base.FinishErasureAsync(customer, cancel);

    public override ValueTask AdvanceFanOutAsync(FanOut fanOut, Follower? last, bool done, long told = 0, CancellationToken cancel = default) =>
        IsFull ? throw Error : base.AdvanceFanOutAsync(fanOut, last, done, told, cancel);
}

internal sealed class NoRoomException() : IOException("no room");
