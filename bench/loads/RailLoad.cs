using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Rail;
using JourneyOrchestrator.Silo.Replay.Rail;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>A signal as the front line sends it, and as the doors read it.</summary>
internal sealed record LoadSignal(ReadOnlyMemory<byte> Json, Signal Signal);

/// <summary>What comes in while the clock goes on to <paramref name="At"/>: signals of travellers, and what trains publish.</summary>
internal sealed record LoadStep(DateTimeOffset At, IReadOnlyList<LoadSignal> Signals, IReadOnlyList<(string Topic, Signal Event)> Trains);

/// <summary>The shipped sample of real trains with generated travellers, cut into steps of many signals; made before anything is measured.</summary>
internal sealed class RailLoad
{
    private const int StepSignals = 16_384;
    private const ulong Seed = 1;

    private RailLoad(DateTimeOffset start, List<LoadStep> steps) => (Start, Steps) = (start, steps);

    public DateTimeOffset Start { get; }

    public IReadOnlyList<LoadStep> Steps { get; }

    public IEnumerable<LoadSignal> Signals => Steps.SelectMany(step => step.Signals);

    public static RailLoad Make(int travellers)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "samples", "rail");
        var scenario = RailScenario.Read(Path.Combine(sample, "stops.csv"), Path.Combine(sample, "changes.csv"), travellers, Seed);
        var steps = new List<LoadStep>();
        var (signals, trains) = (new List<LoadSignal>(), new List<(string, Signal)>());
        foreach (var signal in scenario.Timeline.Signals())
        {
            var at = signal.At.ToDateTimeOffset();
            var parsed = ReplayCloudEvents.Parse(signal, at);
            if (signal.Topic is { } topic) trains.Add((topic, parsed));
            else signals.Add(new LoadSignal(ReplayCloudEvents.Write(signal), parsed));
            if (signals.Count < StepSignals) continue;
            steps.Add(new LoadStep(at, signals, trains));
            (signals, trains) = ([], []);
        }
        steps.Add(new LoadStep(scenario.Timeline.End.ToDateTimeOffset(), signals, trains));
        return new RailLoad(scenario.Timeline.Start.ToDateTimeOffset(), steps);
    }

    /// <summary>Plays all of it; answers the time that sending the signals took.</summary>
    /// <param name="send">Sends those of a step, and answers how long until all were acknowledged.</param>
    public async Task<TimeSpan> PlayAsync(BenchHost host, Func<LoadStep, Task<TimeSpan>> send)
    {
        var elapsed = TimeSpan.Zero;
        foreach (var step in Steps)
        {
            await ReachAsync(host, step);
            elapsed += await send(step);
            await PublishAsync(host, step);
        }
        return elapsed;
    }

    /// <summary>The batches that the host commits for the signals.</summary>
    public async Task<List<CommitBatch>> RecordAsync(BenchHost host)
    {
        await PlayAsync(host, async step =>
        {
            host.Store.Recording = true;
            var elapsed = await Doors.InProcessAsync(host, step);
            host.Store.Recording = false;
            return elapsed;
        });
        return host.Store.Batches;
    }

    /// <summary>Moves the clock to a step and does what fell due meanwhile.</summary>
    public static async Task ReachAsync(BenchHost host, LoadStep step)
    {
        host.Clock.MoveTo(step.At);
        await host.DrainAsync();
    }

    /// <summary>Publishes what the trains of a step have to say and brings it to the travellers.</summary>
    public static async Task PublishAsync(BenchHost host, LoadStep step)
    {
        foreach (var train in step.Trains.GroupBy(t => t.Topic, t => t.Event)) Accepted.Check(await host.Customers.PublishAsync(train.Key, [.. train]));
        await host.DrainAsync();
    }
}
