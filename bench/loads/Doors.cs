using System.Diagnostics;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>The ways in which signals of a step are sent; each answers how long it took until all were on disk and acknowledged.</summary>
internal static class Doors
{
    private const int BatchSignals = 512;
    private const int Calls = 8;
    private const int Connections = 4;

    /// <summary>Calls of 512 signals, eight of them on their way at a time.</summary>
    public static async Task<TimeSpan> InProcessAsync(BenchHost host, LoadStep step)
    {
        var batches = step.Signals.Select(s => s.Signal).Chunk(BatchSignals).ToArray();
        var began = Stopwatch.GetTimestamp();
        var receipts = new IReadOnlyList<Receipt>[batches.Length];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < batches.Length;) receipts[i] = await host.Customers.SignalAsync(batches[i]);
        })));
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var answers in receipts) Accepted.Check(answers);
        return elapsed;
    }

    /// <summary>Four requests of NDJSON at a time, the signals of one traveller always in the same.</summary>
    public static async Task<TimeSpan> HttpAsync(WebHost web, LoadStep step)
    {
        var bodies = step.Signals.GroupBy(s => (uint)string.GetHashCode(s.Signal.Subject, StringComparison.Ordinal) % Connections).Select(Lines).ToArray();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(bodies.Select(body => web.SendAsync(body, "application/x-ndjson")));
        return Stopwatch.GetElapsedTime(began);
    }

    private static ReadOnlyMemory<byte> Lines(IEnumerable<LoadSignal> signals)
    {
        var body = new MemoryStream();
        foreach (var signal in signals)
        {
            body.Write(signal.Json.Span);
            body.WriteByte((byte)'\n');
        }
        return body.ToArray();
    }
}
