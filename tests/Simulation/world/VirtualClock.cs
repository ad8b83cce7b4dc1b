namespace JourneyOrchestrator.Simulation.World;

/// <summary>The clock of a universe as the host sees it, with timers.</summary>
internal sealed class VirtualClock(Universe universe) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Universe.Epoch + universe.Now;

    public override long GetTimestamp() => universe.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(universe, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(Universe universe, Action callback) : ITimer
    {
        private Happening? next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            next?.CallOff();
            next = null;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            next = universe.After(dueTime, () =>
            {
                if (period > TimeSpan.Zero) Change(period, period);
                ThreadPool.UnsafeQueueUserWorkItem(static run => run(), callback, preferLocal: false);
            });
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
