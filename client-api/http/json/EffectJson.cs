using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>An effect on the wire. <c>key</c> is its idempotency key, which is its id.</summary>
internal static class EffectJson
{
    public static void Write(Utf8JsonWriter json, Effect effect)
    {
        json.WriteStartObject();
        json.WriteString("id", effect.Id);
        json.WriteString("type", effect.Type);
        json.WriteString("key", effect.Id);
        switch (effect)
        {
            case Effect.Message message: WriteMessage(json, message); break;
            case Effect.Webhook webhook:
                json.WriteString("url", webhook.Url);
                json.WritePropertyName("body");
                ValueJson.Write(json, webhook.Body);
                break;
            case Effect.Internal signal:
                json.WriteString("customer", signal.Customer);
                json.WriteString("eventType", signal.EventType);
                json.WritePropertyName("payload");
                ValueJson.Write(json, signal.Payload);
                break;
            case Effect.Timer timer: json.WriteInstantOrNull("due", timer.Due); break;
            case Effect.Subscription subscription:
                json.WriteString("topic", subscription.Topic);
                json.WriteBoolean("follow", subscription.Follow);
                break;
            case Effect.TaskNotification task:
                json.WriteString("role", task.Role);
                json.WriteString("status", task.Status);
                break;
            default: throw new InvalidOperationException($"Unknown effect {effect.Type}.");
        }
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, Effect.Message message)
    {
        json.WriteString("channel", message.Channel);
        json.WriteString("purpose", message.Purpose);
        json.WriteString("template", message.Template);
        json.WriteString("text", message.Text);
        json.WriteString("to", message.To);
        json.WriteString("basis", message.Basis);
        json.WriteInstantOrNull("consentSince", message.ConsentSince);
        json.WriteInstantOrNull("useUntil", message.UseUntil);
        json.WriteString("supersessionKey", message.SupersessionKey);
    }
}
