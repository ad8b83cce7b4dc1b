namespace JourneyOrchestrator.Simulation.World;

/// <summary>
/// The events of a run and its clock. The thread pool of the program has one thread, on which this runs too: whenever nothing else is queued there, all
/// that can happen without time has happened, and the next event comes. So everything has one order, which the seed decides.
/// </summary>
internal sealed class Universe : IThreadPoolWorkItem, IDisposable
{
    private const int EventsMax = 2_000_000;

    private readonly PriorityQueue<Happening, (long At, long Number)> events = new();
    private readonly ManualResetEventSlim ended = new();
    private long number;

    public Universe(ulong seed, bool printTrace)
    {
        Seed = seed;
        Trace = new Trace(printTrace);
        Clock = new VirtualClock(this);
    }

    public static DateTimeOffset Epoch { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public ulong Seed { get; }

    public Trace Trace { get; }

    public VirtualClock Clock { get; }

    /// <summary>Since the beginning of the run.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Looked at between two events; answers what is wrong, or null.</summary>
    public Func<string?> Check { get; set; } = static () => null;

    /// <summary>What was found wrong; null: nothing.</summary>
    public string? Failure { get; private set; }

    public bool IsOver { get; private set; }

    public void Log(string what) => Trace.Add(Now, what);

    public Happening After(TimeSpan span, Action what)
    {
        var happening = new Happening(what);
        events.Enqueue(happening, ((Now + (span < TimeSpan.Zero ? TimeSpan.Zero : span)).Ticks, number++));
        return happening;
    }

    /// <summary>Ends after a time of the run.</summary>
    public Task DelayAsync(TimeSpan span)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        After(span, done.SetResult);
        return done.Task;
    }

    /// <summary>An invariant does not hold: the run is over.</summary>
    public void Fail(string what)
    {
        if (Failure is not null) return;
        Failure = what;
        Log("WRONG " + what);
        IsOver = true;
    }

    public void End() => IsOver = true;

    /// <summary>Something that goes on by itself; that it fails is a failure of the run.</summary>
    public async void Go(Func<Task> what)
    {
        try
        {
            await what().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail($"unexpected: {error}");
        }
    }

    /// <summary>Runs until it is over. Called by a thread that is not of the pool.</summary>
    public void Run()
    {
        Queue();
        ended.Wait();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (ThreadPool.PendingWorkItemCount == 0 && !Step())
        {
            ended.Set();
            return;
        }
        Queue();
    }

    public void Dispose()
    {
        Trace.Dispose();
        ended.Dispose();
    }

    // Behind everything that is queued.
    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private bool Step()
    {
        if (IsOver) return false;
        if (Check() is { } wrong) Fail(wrong);
        else if (number > EventsMax) Fail($"no end after {EventsMax} events");
        else if (!events.TryDequeue(out var next, out var place)) Fail("nothing is left to happen, and it is not over");
        else
        {
            Now = TimeSpan.FromTicks(place.At);
            next.Happen();
        }
        return true;
    }
}

/// <summary>Something that happens at a time, unless it is called off.</summary>
internal sealed class Happening(Action what)
{
    private Action? what = what;

    public void CallOff() => what = null;

    public void Happen() => what?.Invoke();
}
