using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>The card: one customer at a glance (CONTRACT: customers, card).</summary>
internal static class CardJson
{
    /// <summary>Cases of a card in short.</summary>
    public const int CasesInShort = 20;

    public static void Write(Utf8JsonWriter json, CustomerState state) => Write(json, state, int.MaxValue);

    /// <summary>The same with the first <see cref="CasesInShort"/> cases.</summary>
    public static void WriteInShort(Utf8JsonWriter json, CustomerState state) => Write(json, state, CasesInShort);

    private static void Write(Utf8JsonWriter json, CustomerState state, int casesMax)
    {
        json.WriteStartObject();
        json.WriteString("id", state.Id);
        json.WriteNumber("seq", state.Seq);
        json.WriteInstant("at", state.At);
        json.WritePropertyName("traits");
        ValueJson.Write(json, Value.OfMap(state.Traits));
        WriteScores(json, state);
        WriteConsents(json, state);
        if (!state.Joined.IsEmpty)
        {
            json.WriteStartArray("joined");
            foreach (var joined in state.Joined) json.WriteStringValue(joined.Id);
            json.WriteEndArray();
        }
        json.WriteStartArray("cases");
        // Running ones first, then the newest.
        foreach (var owned in state.Cases.Values.OrderByDescending(c => c.Running).ThenByDescending(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal).Take(casesMax))
            CaseJson.WriteShort(json, state.Id, owned);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteConsents(Utf8JsonWriter json, CustomerState state)
    {
        json.WriteStartArray("consents");
        foreach (var consent in state.Consents)
        {
            json.WriteStartObject();
            json.WriteString("purpose", consent.Purpose);
            json.WriteString("channel", consent.Channel);
            json.WriteBoolean("granted", consent.Granted);
            json.WriteInstant("since", consent.Since);
            json.WriteString("wording", consent.Wording);
            json.WriteString("source", consent.Source);
            json.WriteString("by", consent.By);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteScores(Utf8JsonWriter json, CustomerState state)
    {
        json.WriteStartObject("scores");
        foreach (var (name, score) in state.Scores)
        {
            json.WriteStartObject(name);
            json.WriteNumber("score", score.Score);
            json.WriteString("reason", score.Reason);
            json.WriteInstant("at", score.At);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
