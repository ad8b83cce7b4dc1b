using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Topics;

/// <summary>Topic events and acts as the doors tell them.</summary>
internal static class TopicJson
{
    public static void Write(Utf8JsonWriter json, FanOutView view)
    {
        var progress = view.Progress;
        json.WriteStartObject();
        json.WriteString("topic", progress.Topic);
        WriteEvent(json, progress.Position, progress.Event, progress.At);
        json.WriteString("state", view.Phase switch
        {
            FanOutPhase.Running => "running",
            FanOutPhase.Waiting => "waiting",
            FanOutPhase.Paused => "paused",
            FanOutPhase.Apart => "apart",
            var other => throw new ArgumentOutOfRangeException(nameof(view), other, "Not a phase."),
        });
        json.WriteNumber("followers", progress.Followers);
        json.WriteNumber("told", progress.Told);
        json.WriteNumber("catchingUp", progress.CatchingUp);
        json.WriteNumber("setApart", progress.Apart);
        WriteNumber(json, "urgency", progress.Urgency);
        if (view.PerSecond is { } rate) json.WriteNumber("perSecond", Math.Round(rate, 1));
        else json.WriteNull("perSecond");
        json.WriteInstantOrNull("estimatedEnd", view.EstimatedEnd);
        WriteNumber(json, "waitsFor", view.Phase == FanOutPhase.Waiting ? progress.Behind : null);
        json.WritePropertyName("pause");
        if (progress.Pause is { } pause) Write(json, pause);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TopicPause pause)
    {
        json.WriteStartObject();
        json.WriteString("topic", pause.Topic);
        WriteNumber(json, "position", pause.Position == 0 ? null : pause.Position);
        json.WriteString("by", pause.By);
        json.WriteString("reason", pause.Reason);
        json.WriteInstant("at", UnixTime.FromMicroseconds(pause.At));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TopicEventState state)
    {
        json.WriteStartObject();
        WriteEvent(json, state.Position, state.Event, state.At);
        json.WriteString("state", state switch
        {
            { Acts: var acts } when acts.Any(act => act.Kind == TopicActKind.Withdrawn) => "withdrawn",
            { OnItsWay: true } => "on-its-way",
            { Overtaken: true } => "overtaken",
            _ => "told",
        });
        json.WriteNumber("followers", state.Followers);
        json.WriteNumber("told", state.Told);
        json.WriteBoolean("retained", state.Retained);
        json.WriteStartArray("acts");
        foreach (var act in state.Acts) Write(json, act);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TopicAct act)
    {
        json.WriteStartObject();
        json.WriteString("act", act.Kind switch
        {
            TopicActKind.Paused => "paused",
            TopicActKind.Resumed => "resumed",
            TopicActKind.Withdrawn => "withdrawn",
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.Kind, "Not an act that is kept."),
        });
        json.WriteString("by", act.By);
        json.WriteString("reason", act.Reason);
        json.WriteInstant("at", UnixTime.FromMicroseconds(act.At));
        json.WriteEndObject();
    }

    public static void WriteDone(Utf8JsonWriter json, string topic, long position, string status, WithdrawalEnd done)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic);
        WriteNumber(json, "position", position == 0 ? null : position);
        json.WriteString("status", status);
        json.WriteBoolean("repeated", done.End == TopicActEnd.Repeated);
        WriteNumber(json, "followUp", done.FollowUp == 0 ? null : done.FollowUp);
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, long position, byte[] stored, long at)
    {
        var signal = CloudEventJson.Read(stored);
        json.WriteNumber("position", position);
        json.WriteString("id", signal.Id);
        json.WriteString("source", signal.Source);
        json.WriteString("type", signal.Type);
        json.WriteInstant("publishedAt", UnixTime.FromMicroseconds(at));
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
