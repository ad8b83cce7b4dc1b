using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>Topic events on their way, oldest first, read page by page.</summary>
    public IAsyncEnumerable<FanOut> FanOutsAsync(CancellationToken cancel = default) => PagesAsync("/v1/fan-outs", ClientJson.Default.LinkedPageFanOut, cancel);

    /// <summary>Topics and topic events that are paused, oldest pause first.</summary>
    public async Task<IReadOnlyList<TopicPause>> PausesAsync(CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/fan-outs/pauses", ClientJson.Default.PageTopicPause, cancel: cancel)).Items;

    /// <summary>Events of a topic and what became of them, newest first, read page by page.</summary>
    public IAsyncEnumerable<TopicEvent> TopicEventsAsync(string topic, CancellationToken cancel = default) =>
        PagesAsync(PathOfTopic(topic) + "/events", ClientJson.Default.LinkedPageTopicEvent, cancel);

    /// <summary>Who paused and resumed a topic as a whole, oldest first, read page by page.</summary>
    public IAsyncEnumerable<TopicAct> TopicActsAsync(string topic, CancellationToken cancel = default) =>
        PagesAsync(PathOfTopic(topic) + "/acts", ClientJson.Default.LinkedPageTopicAct, cancel);

    /// <summary>Tells nobody anything of a topic until it is resumed.</summary>
    public Task<TopicActDone> PauseTopicAsync(string topic, string by, string reason, CancellationToken cancel = default) =>
        TopicActAsync(PathOfTopic(topic) + "/pause", Object(("by", by), ("reason", reason)), cancel);

    /// <summary>Goes on with a topic where it stopped.</summary>
    public Task<TopicActDone> ResumeTopicAsync(string topic, string by, string reason, CancellationToken cancel = default) =>
        TopicActAsync(PathOfTopic(topic) + "/resume", Object(("by", by), ("reason", reason)), cancel);

    /// <summary>Holds up an event and all later ones of its topic.</summary>
    /// <exception cref="JourneyRefusedException">It is not on its way (409), or not there (404).</exception>
    public Task<TopicActDone> PauseTopicEventAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        TopicActAsync(PathOfEvent(topic, position) + "/pause", Object(("by", by), ("reason", reason)), cancel);

    /// <summary>Goes on with an event where it stopped.</summary>
    public Task<TopicActDone> ResumeTopicEventAsync(string topic, long position, string by, string reason, CancellationToken cancel = default) =>
        TopicActAsync(PathOfEvent(topic, position) + "/resume", Object(("by", by), ("reason", reason)), cancel);

    /// <summary>Ends an event's way: it reaches nobody further. <paramref name="followUp"/> is published with it, to all followers of the topic.</summary>
    /// <exception cref="JourneyRefusedException">It is not on its way, or was withdrawn by somebody else (409); or it is not there (404).</exception>
    public Task<TopicActDone> WithdrawTopicEventAsync(string topic, long position, string by, string reason, JourneyEvent? followUp = null, CancellationToken cancel = default) =>
        TopicActAsync(PathOfEvent(topic, position) + "/withdraw", Object(("by", by), ("reason", reason), ("event", followUp is null ? null : Element(followUp))), cancel);

    private Task<TopicActDone> TopicActAsync(string path, byte[] body, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, path, ClientJson.Default.TopicActDone, body, cancel: cancel);

    private static JsonElement Element(JourneyEvent one)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, one);
        return JsonSerializer.Deserialize(buffer.WrittenSpan, ClientJson.Default.JsonElement);
    }

    private static string PathOfTopic(string topic) => "/v1/topics/" + Escape(topic);

    private static string PathOfEvent(string topic, long position) => string.Create(CultureInfo.InvariantCulture, $"{PathOfTopic(topic)}/events/{position}");
}
