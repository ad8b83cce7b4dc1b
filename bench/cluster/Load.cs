using System.Diagnostics;
using System.Globalization;
using JourneyOrchestrator.Bench.Loads;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Cluster;

/// <summary>What a number of calls took.</summary>
/// <param name="Milliseconds">Of each call, ascending.</param>
/// <param name="Processor">Of this process, meanwhile.</param>
internal sealed record Taken(double PerSecond, double[] Milliseconds, TimeSpan Processor)
{
    public double Percentile(int percent) => Milliseconds[Milliseconds.Length * percent / 100];
}

/// <summary>Signals that set three traits of 10,000 customers, through both silos by turns, so that half of the customers are with the other one.</summary>
internal sealed class Load(Silos silos)
{
    public const int BatchSignals = 500;

    private const int Customers = 10_000, Batches = 8;

    /// <summary>In batches of 500, 8 at a time, as doors hand them over.</summary>
    /// <param name="run">Tells the ids of one run from those of another.</param>
    public Task<Taken> InBatchesAsync(string run, int batches) => CallsAsync(batches, Batches, async batch =>
        Accepted.Check(await silos.Node(batch % 2).Customers.SignalAsync([.. Enumerable.Range(0, BatchSignals).Select(i => Update(((batch * BatchSignals) + i) % Customers, $"{run}-{batch}"))])));

    /// <summary>One a call, each of which waits for its answer.</summary>
    public Task<Taken> SinglyAsync(int calls, int atOnce) => CallsAsync(calls, atOnce, i => OneAsync(i, "single"));

    /// <summary>One a call, on schedule whatever has been answered.</summary>
    public async Task<Taken> ScheduledAsync(string run, int perSecond, int calls)
    {
        var milliseconds = new double[calls];
        var sent = new Task[calls];
        var (began, processor) = (Stopwatch.GetTimestamp(), Rounds.Processor);
        await Schedule.RunAsync(perSecond, calls, i => sent[i] = TimedAsync(i));
        await Task.WhenAll(sent);
        Array.Sort(milliseconds);
        return new Taken(calls / Stopwatch.GetElapsedTime(began).TotalSeconds, milliseconds, Rounds.Processor - processor);

        async Task TimedAsync(int i)
        {
            var started = Stopwatch.GetTimestamp();
            await OneAsync(i, run);
            milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    /// <summary>Reads some customers, each through the silo that is asked for it first, one after the other.</summary>
    public Task<Taken> ReadAsync(int customers) => CallsAsync(customers, 1, async i =>
    {
        var read = await silos.Node(i % 2).Customers.ReadAsync($"c{i}", static state => state.Traits.Count);
        if (read is not { Status: ReadStatus.Found, Value: 3 }) throw new InvalidOperationException($"c{i} is {read.Status}.");
    });

    private async Task OneAsync(int i, string run) => Accepted.Check(await silos.Node(i % 2).Customers.SignalAsync([Update(i % Customers, string.Create(CultureInfo.InvariantCulture, $"{run}-{i}"))]));

    private static Signal Update(int customer, string id) => new(
        id, "/bench", "customer.updated", $"c{customer}", null, Value.OfMap(ValueMap.Empty.With("language", Value.Of("en")).With("channel", Value.Of("email")).With("n", Value.Of(customer))));

    public static async Task<Taken> CallsAsync(int calls, int atOnce, Func<int, Task> call)
    {
        var next = -1;
        var milliseconds = new double[calls];
        var (began, processor) = (Stopwatch.GetTimestamp(), Rounds.Processor);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < calls;)
            {
                var started = Stopwatch.GetTimestamp();
                await call(i);
                milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(began);
        Array.Sort(milliseconds);
        return new Taken(calls / elapsed.TotalSeconds, milliseconds, Rounds.Processor - processor);
    }
}
