using System.Diagnostics.Metrics;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>Every measurement, with its unit and meaning; <c>docs/telemetry.md</c> lists them. One that nobody listens to costs a look at a flag.</summary>
public static class Instruments
{
    public const string MeterName = "JourneyOrchestrator";

    private static readonly Meter Meter = new(MeterName);

    private static readonly InstrumentAdvice<double> Short = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10] };

    private static readonly InstrumentAdvice<double> Long = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300, 1_800, 3_600, 21_600, 86_400] };

    private static readonly InstrumentAdvice<long> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000] };

    /// <summary>Inputs answered, by kind and outcome.</summary>
    public static Counter<long> Turns { get; } = Meter.CreateCounter<long>("journey.turns", "{turn}", "Inputs answered, by kind and outcome.");

    public static Counter<long> Shed { get; } = Meter.CreateCounter<long>("journey.shed", "{input}", "Signals and commands not taken because too much waits, by reason.");

    public static Counter<long> Incidents { get; } = Meter.CreateCounter<long>("journey.incidents", "{incident}", "Activities that failed and wait for a person.");

    /// <summary>A semantic convention's own name.</summary>
    public static Histogram<double> CommitTime { get; } =
        Meter.CreateHistogram("db.client.operation.duration", "s", "Time of one transaction of the journal, disk included.", advice: Short);

    public static Histogram<long> CommitTurns { get; } = Meter.CreateHistogram("journey.commit.turns", "{turn}", "Turns written by one transaction.", advice: Sizes);

    public static Counter<long> CommitBytes { get; } = Meter.CreateCounter<long>("journey.commit.size", "By", "Bytes of entries written to the journal.");

    public static Histogram<double> TimerLag { get; } =
        Meter.CreateHistogram("journey.timer.lag", "s", "From when a timer was due to when its turn was on disk.", advice: Long);

    public static Histogram<double> FanOutLag { get; } =
        Meter.CreateHistogram("journey.topic.lag", "s", "From when an event came to a topic to when a round of its followers had heard it.", advice: Long);

    public static Counter<long> FanOutTold { get; } = Meter.CreateCounter<long>("journey.topic.told", "{customer}", "Followers told of topic events.");

    /// <summary>Tries, by kind of effect and outcome.</summary>
    public static Counter<long> Tries { get; } = Meter.CreateCounter<long>("journey.outbox.tries", "{try}", "Tries to carry out an effect, by kind and outcome.");

    public static Histogram<double> OutboxAge { get; } =
        Meter.CreateHistogram("journey.outbox.age", "s", "Age of an effect when it was tried, since its turn.", advice: Long);

    /// <summary>Tries to tell subscriptions, by subscription and outcome.</summary>
    public static Counter<long> SubscriptionTries { get; } =
        Meter.CreateCounter<long>("journey.subscription.tries", "{try}", "Tries to tell a subscription of a change, by subscription and outcome.");

    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
