namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>A topic event on its way to the followers. <paramref name="State"/>: running, waiting, paused or apart.</summary>
/// <param name="Followers">For how many it is; <paramref name="Told"/>: how many of them were told.</param>
/// <param name="CatchingUp">Followers to whom it goes one by one; <paramref name="SetApart"/>: those of them who could not be told.</param>
/// <param name="Urgency">Followers up to this urgency were told.</param>
/// <param name="PerSecond">Followers told a second, lately; null: none.</param>
/// <param name="WaitsFor">Position of the event for which it waits.</param>
public sealed record FanOut(
    string Topic, long Position, string Id, string Source, string Type, DateTimeOffset PublishedAt, string State, long Followers, long Told, long CatchingUp, long SetApart,
    long? Urgency, double? PerSecond, DateTimeOffset? EstimatedEnd, long? WaitsFor, TopicPause? Pause);

/// <summary>What is paused. <paramref name="Position"/>: the event that is held up, and all later ones with it; null: the topic.</summary>
public sealed record TopicPause(string Topic, long? Position, string By, string Reason, DateTimeOffset At);

/// <summary>An event of a topic. <paramref name="State"/>: on-its-way, told, overtaken or withdrawn. <paramref name="Retained"/>: who begins to follow hears of it.</summary>
public sealed record TopicEvent(
    long Position, string Id, string Source, string Type, DateTimeOffset PublishedAt, string State, long Followers, long Told, bool Retained, IReadOnlyList<TopicAct> Acts);

/// <summary>What somebody did about a topic or an event: paused, resumed or withdrawn.</summary>
public sealed record TopicAct(string Act, string By, string Reason, DateTimeOffset At);

/// <summary>Answer to an act. <paramref name="Repeated"/>: it was so already; <paramref name="FollowUp"/>: position of the event that went with a withdrawal.</summary>
public sealed record TopicActDone(string Topic, long? Position, string Status, bool Repeated, long? FollowUp);
