using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>What the doors see of topic events on their way, and what operators may do about them.</summary>
public interface ITopics
{
    /// <summary>Events on their way or held, in the order in which they were published, after a number.</summary>
    ValueTask<Page<FanOutView>> FanOutsAsync(long after, int limit, CancellationToken cancel = default);

    /// <summary>Pauses that hold something up, oldest first.</summary>
    ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default);

    /// <summary>Events of a topic, newest first, before a position.</summary>
    ValueTask<Page<TopicEventState>> EventsAsync(string topic, long before, int limit, CancellationToken cancel = default);

    /// <summary>What was done with a topic as a whole, oldest first, after a number.</summary>
    ValueTask<Page<TopicAct>> ActsAsync(string topic, long after, int limit, CancellationToken cancel = default);

    /// <summary>Holds up an event and all later ones of its topic, or (position 0) the topic. When it has ended nobody is told further.</summary>
    ValueTask<TopicActEnd> PauseAsync(string topic, long position, string by, string reason, CancellationToken cancel = default);

    /// <summary>Goes on where it stopped.</summary>
    ValueTask<TopicActEnd> ResumeAsync(string topic, long position, string by, string reason, CancellationToken cancel = default);

    /// <summary>Ends an event's way for good; <paramref name="followUp"/> goes out on the topic in its place. When it has ended nobody further hears the event.</summary>
    ValueTask<WithdrawalEnd> WithdrawAsync(string topic, long position, string by, string reason, Signal? followUp, CancellationToken cancel = default);
}

/// <summary>Where an event is on its way.</summary>
public enum FanOutPhase
{
    Running,
    /// <summary>An earlier event of its topic goes first.</summary>
    Waiting,
    Paused,
    /// <summary>Everybody was told but those who were set apart, who are tried again and again.</summary>
    Apart,
}

/// <summary>How far an event has come, and how fast it goes.</summary>
/// <param name="PerSecond">Followers told a second, lately; null: none.</param>
/// <param name="EstimatedEnd">When the last will be told if it goes on so; null: can't be said.</param>
public sealed record FanOutView(FanOutProgress Progress, FanOutPhase Phase, double? PerSecond, DateTimeOffset? EstimatedEnd);
