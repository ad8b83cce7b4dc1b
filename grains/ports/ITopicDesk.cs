namespace JourneyOrchestrator.Grains.Ports;

/// <summary>What the store keeps of topic events on their way, and of what operators did about them. An act is a row of its own: the event stays as it
/// came. All that an act changes is one transaction, durable when the task ends.</summary>
public interface ITopicDesk
{
    /// <summary>Events on their way or held, in the order in which they were published, after a number; at most <paramref name="limit"/>. Costs nothing per follower.</summary>
    ValueTask<IReadOnlyList<FanOutProgress>> ProgressAsync(long after, int limit, CancellationToken cancel = default);

    /// <summary>Pauses that hold something up, oldest first.</summary>
    ValueTask<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default);

    /// <summary>Events of a topic, newest first, before a position, with what became of them.</summary>
    ValueTask<IReadOnlyList<TopicEventState>> TopicEventsAsync(string topic, long before, int limit, CancellationToken cancel = default);

    /// <summary>What was done with a topic as a whole, oldest first, after a number.</summary>
    ValueTask<IReadOnlyList<TopicAct>> TopicActsAsync(string topic, long after, int limit, CancellationToken cancel = default);

    /// <summary>Holds up an event and all later ones of its topic, or (position 0) everything of the topic: nobody is told, and who begins to follow reads the
    /// topic as it was before. Pausing again changes nothing.</summary>
    ValueTask<TopicActEnd> PauseAsync(TopicAct act, CancellationToken cancel = default);

    /// <summary>Ends a pause; events go on where they stopped.</summary>
    ValueTask<TopicActEnd> ResumeAsync(TopicAct act, CancellationToken cancel = default);

    /// <summary>Ends an event's way: it reaches nobody further and is no longer retained, but the one before it of its key, if any. <paramref name="followUp"/>
    /// is published with it, or nothing happens at all.</summary>
    ValueTask<WithdrawalEnd> WithdrawAsync(TopicAct act, TopicEventRow? followUp, CancellationToken cancel = default);
}

/// <summary>What somebody does about a topic or one of its events.</summary>
/// <param name="Position">The event's; 0: the topic as a whole.</param>
/// <param name="By">Who; <paramref name="Reason"/>: why, both for people.</param>
/// <param name="At">Unix microseconds.</param>
public sealed record TopicAct(string Topic, long Position, string By, string Reason, long At)
{
    /// <summary>What was done, of acts that are read.</summary>
    public TopicActKind Kind { get; init; }

    /// <summary>Its place among all acts, of acts that are read.</summary>
    public long Number { get; init; }
}

/// <summary>Kinds of acts; the numbers are stored.</summary>
public enum TopicActKind
{
    None = 0,
    Paused = 1,
    Resumed = 2,
    Withdrawn = 3,
}

/// <summary>How an act ended.</summary>
public enum TopicActEnd
{
    Done,
    /// <summary>It was so already; nothing was changed.</summary>
    Repeated,
    /// <summary>No such topic or event.</summary>
    Unknown,
    /// <summary>The event is not on its way: everybody was told, nobody had to be, or a newer one overtook it.</summary>
    Finished,
    /// <summary>Somebody else, or for another reason, has withdrawn it.</summary>
    Withdrawn,
    /// <summary>It is not paused and never was.</summary>
    NotPaused,
    /// <summary>The follow-up has the source and id of an earlier event of the topic with other content.</summary>
    FollowUpReused,
}

/// <summary>How a withdrawal ended. <paramref name="FollowUp"/>: position of the event that goes with it; 0: none.</summary>
public readonly record struct WithdrawalEnd(TopicActEnd End, long FollowUp = 0);

/// <summary>What holds up a topic from a position on (<paramref name="Position"/> 0: all of it).</summary>
public sealed record TopicPause(string Topic, long Position, string By, string Reason, long At);

/// <summary>How far an event has come.</summary>
/// <param name="Number">Its place among the events of all topics.</param>
/// <param name="Followers">Whom it was for when it was published, and who has to catch up with it since.</param>
/// <param name="Told">How many of them were told.</param>
/// <param name="IsToAll">It has not come to the end of all followers yet.</param>
/// <param name="Urgency">Up to which urgency followers were told; null: nobody yet, or it is no longer on its way to all.</param>
/// <param name="CatchingUp">Followers for whom it waits by themselves: they came while it was on its way, or were set apart.</param>
/// <param name="Apart">Those of them who were set apart, because they could not be told.</param>
/// <param name="Behind">Position of the event of the topic for which this one waits; its own when it waits for none.</param>
public sealed record FanOutProgress(
    long Number, string Topic, long Position, byte[] Event, long At, long Followers, long Told, bool IsToAll, long? Urgency, long CatchingUp, long Apart, long Behind, TopicPause? Pause);

/// <summary>An event of a topic and what became of it.</summary>
/// <param name="OnItsWay">Somebody has still to be told.</param>
/// <param name="Overtaken">A newer event ended its way.</param>
public sealed record TopicEventState(
    long Position, byte[] Event, long At, long Followers, long Told, bool OnItsWay, bool Overtaken, bool Retained, IReadOnlyList<TopicAct> Acts);
