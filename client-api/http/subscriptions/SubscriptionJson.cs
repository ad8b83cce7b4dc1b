using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.ClientApi.Http.Subscriptions;

/// <summary>Subscriptions on the wire.</summary>
internal static class SubscriptionJson
{
    /// <param name="secret">Only where it was just made.</param>
    public static void Write(Utf8JsonWriter json, SubscriptionView view, string? secret = null)
    {
        json.WriteStartObject();
        json.WriteString("id", view.Id);
        if (secret is not null) json.WriteString("secret", secret);
        WriteWish(json, view.Wish);
        json.WriteInstant("createdAt", view.CreatedAt);
        json.WriteString("state", FactNames.Names<SubscriptionState>.Of(view.State));
        json.WriteString("reason", view.Reason);
        json.WriteNumber("position", view.Position);
        json.WriteStartObject("lag");
        json.WriteNumber("entries", view.LagEntries);
        json.WriteNumber("seconds", Math.Round(view.Lag.TotalSeconds, 3));
        json.WriteEndObject();
        json.WriteInstantOrNull("lastSuccess", view.LastSuccess);
        json.WriteString("lastError", view.LastError);
        json.WriteInstantOrNull("lastErrorAt", view.LastErrorAt);
        json.WriteNumber("failures", view.Failures);
        json.WriteInstantOrNull("failingSince", view.FailingSince);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, SubscriptionTest test)
    {
        json.WriteStartObject();
        json.WriteString("messageId", test.MessageId);
        json.WriteBoolean("delivered", test.Error is null);
        if (test.Status is { } status) json.WriteNumber("status", status);
        else json.WriteNull("status");
        json.WriteString("error", test.Error);
        json.WriteNumber("milliseconds", (long)test.Took.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteWish(Utf8JsonWriter json, SubscriptionWish wish)
    {
        json.WriteString("url", wish.Url);
        json.WriteStartArray("types");
        foreach (var type in wish.Types) json.WriteStringValue(type);
        json.WriteEndArray();
        json.WriteString("journey", wish.Journey);
        json.WriteString("customer", wish.Customer);
        json.WriteString("description", wish.Description);
    }
}
