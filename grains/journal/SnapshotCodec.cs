using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>States of customers as JSON: whole, lossless, canonical, so that equal states give equal bytes.</summary>
public static class SnapshotCodec
{
    /// <summary>Says which shape a snapshot has; one of another shape is not read but rebuilt from the journal. Change it with the shape.</summary>
    public const long Schema = 0x4A4F_0005;

    /// <param name="names">Numbers for names of items, for states that never leave the process; null: the names themselves.</param>
    public static byte[] Write(CustomerState state, ItemNames? names = null)
    {
        using var bytes = new RentedBytes();
        Write(bytes, state, names);
        return bytes.Written.ToArray();
    }

    /// <param name="names">As above.</param>
    public static void Write(IBufferWriter<byte> output, CustomerState state, ItemNames? names = null)
    {
        using var json = new Utf8JsonWriter(output, JournalJson.Options);
        Write(json, state, names);
    }

    private static void Write(Utf8JsonWriter json, CustomerState state, ItemNames? names)
    {
        json.WriteStartObject();
        json.WriteNumber("key", state.Key);
        json.WriteString("id", state.Id);
        json.WriteNumber("seq", state.Seq);
        json.WriteNumber("at", state.At.ToUnixMicroseconds());
        json.WritePropertyName("traits");
        ValueJson.WriteTyped(json, Value.OfMap(state.Traits));
        json.WriteStartObject("said");
        foreach (var (trait, said) in state.TraitTimes.OrderBy(t => t.Key, StringComparer.Ordinal)) json.WriteNumber(trait, said.ToUnixMicroseconds());
        json.WriteEndObject();
        WriteJoins(json, state);
        json.WriteStartArray("scores");
        foreach (var (name, score) in state.Scores)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("score", score.Score);
            json.WriteString("reason", score.Reason);
            json.WriteNumber("at", score.At.ToUnixMicroseconds());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("consents");
        foreach (var consent in state.Consents) Write(json, consent);
        json.WriteEndArray();
        json.WriteStartArray("topics");
        foreach (var (topic, position) in state.Topics.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(topic);
            json.WriteNumberValue(position);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("cases");
        foreach (var owned in state.Cases.Values.OrderBy(c => c.Id.Seq).ThenBy(c => c.Id.Ordinal).ThenBy(c => c.Id.Customer)) CaseStateJson.Write(json, owned, names);
        json.WriteEndArray();
        if (!state.HeldRoles.IsEmpty) HeldRoleJson.Write(json, state.HeldRoles);
        WriteSetAside(json, state);
        json.WriteEndObject();
    }

    private static void WriteJoins(Utf8JsonWriter json, CustomerState state)
    {
        if (state.AliasOf is { } survivor) json.WriteString("aliasOf", survivor);
        if (state.Joined.IsEmpty) return;
        json.WriteStartArray("joined");
        foreach (var joined in state.Joined)
        {
            json.WriteStartObject();
            json.WriteNumber("key", joined.Key);
            json.WriteString("id", joined.Id);
            json.WriteNumber("entries", joined.Entries);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSetAside(Utf8JsonWriter json, CustomerState state)
    {
        if (state.SetAside.IsEmpty) return;
        json.WriteStartArray("setAside");
        foreach (var input in state.SetAside)
        {
            json.WriteStartArray();
            json.WriteNumberValue(input.Customer);
            json.WriteNumberValue(input.Seq);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Consent consent)
    {
        json.WriteStartObject();
        json.WriteString("purpose", consent.Purpose);
        json.WriteString("channel", consent.Channel);
        json.WriteBoolean("granted", consent.Granted);
        json.WriteNumber("since", consent.Since.ToUnixMicroseconds());
        json.WriteString("wording", consent.Wording);
        json.WriteString("source", consent.Source);
        json.WriteString("by", consent.By);
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is no snapshot of this shape.</exception>
    public static CustomerState Read(ReadOnlySpan<byte> utf8, ItemNames? names = null)
    {
        var cases = new List<CaseState>();
        using var document = JsonDocument.Parse(WithoutCases(utf8, cases, names), new JsonDocumentOptions { MaxDepth = ValueJson.TypedOptions.MaxDepth });
        var json = document.RootElement;
        DateTimeOffset Time(JsonElement owner, string name) => UnixTime.FromMicroseconds(owner.GetProperty(name).GetInt64());
        var scores = ImmutableSortedDictionary.CreateBuilder<string, ScoreState>(StringComparer.Ordinal);
        foreach (var score in json.GetProperty("scores").EnumerateArray())
            scores[score.GetProperty("name").GetString()!] = new ScoreState(score.GetProperty("score").GetDouble(), score.GetProperty("reason").GetString()!, Time(score, "at"));
        var state = CustomerState.Restore(
            json.GetProperty("key").GetInt64(), json.GetProperty("id").GetString()!, json.GetProperty("seq").GetInt64(), Time(json, "at"),
            Traits(json.GetProperty("traits")), scores.ToImmutable(),
            [.. json.GetProperty("consents").EnumerateArray().Select(c => new Consent(
                c.GetProperty("purpose").GetString()!, c.GetProperty("channel").GetString()!, c.GetProperty("granted").GetBoolean(), Time(c, "since"),
                c.GetProperty("wording").GetString()!, c.GetProperty("source").GetString()!, c.GetProperty("by").GetString()))],
            json.GetProperty("topics").EnumerateArray().Select(t => KeyValuePair.Create(t[0].GetString()!, t[1].GetInt64())),
            cases,
            json.GetProperty("said").EnumerateObject().Select(t => KeyValuePair.Create(t.Name, UnixTime.FromMicroseconds(t.Value.GetInt64()))),
            json.TryGetProperty("aliasOf", out var survivor) ? survivor.GetString() : null,
            json.TryGetProperty("joined", out var joins) ? [.. joins.EnumerateArray().Select(Joined)] : []);
        state.HeldRoles = HeldRoleJson.Read(json);
        if (json.TryGetProperty("setAside", out var kept)) state.SetAside = [.. kept.EnumerateArray().Select(input => new SetAsideInput(input[0].GetInt64(), input[1].GetInt64()))];
        return state;
    }

    /// <summary>Reads case by case, as the document of a customer with very many would need an index larger than the text; answers what is left.</summary>
    private static byte[] WithoutCases(ReadOnlySpan<byte> utf8, List<CaseState> cases, ItemNames? names)
    {
        var reader = new Utf8JsonReader(utf8, ValueJson.TypedOptions);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("cases"u8)) continue;
            reader.Read();
            var begin = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                using var one = JsonDocument.ParseValue(ref reader);
                cases.Add(CaseStateJson.Read(one.RootElement, names));
            }
            return [.. utf8[..begin], .. utf8[(int)reader.TokenStartIndex..]];
        }
        throw new JsonException("A snapshot lacks its cases.");
    }

    private static JoinedCustomer Joined(JsonElement json) =>
        new(json.GetProperty("key").GetInt64(), json.GetProperty("id").GetString()!, json.GetProperty("entries").GetInt64());

    private static ValueMap Traits(JsonElement json)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(json), ValueJson.TypedOptions);
        reader.Read();
        return ValueJson.ReadTyped(ref reader).AsMap();
    }
}
