using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Http.Json;

/// <summary>Writes a fact's fields as members of the JSON object that is open: <c>caseId</c>, <c>itemId</c>, and the fact's own.</summary>
internal sealed class FactJson(Utf8JsonWriter json) : IFactWriter
{
    public static void Write(Utf8JsonWriter json, Fact fact)
    {
        json.WriteString("type", fact.Type);
        // The state that came along is for folding; what it was made of is told entry by entry.
        (fact is CustomerJoined joined ? joined with { State = null } : fact).Write(new FactJson(json));
    }

    /// <summary>Writes a rule as the member <c>rule</c> of the object that is open.</summary>
    public static void WriteRule(Utf8JsonWriter json, Rule rule) => new FactJson(json).Rule(rule);

    public void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public void Number(string name, long value) => json.WriteNumber(name == "item" ? "itemId" : name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Time(string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteInstant(name, time);
    }

    public void Texts(string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        if (!values.IsDefault)
            foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public void Case(CaseId id) => json.WriteString("caseId", id.ToString());

    public void PersonalText(string name, string? value) => Text(name, value);

    public void Personal(string name, in Value value)
    {
        json.WritePropertyName(name);
        ValueJson.Write(json, value);
    }

    public void Rule(Rule rule)
    {
        json.WriteStartObject("rule");
        json.WriteString("kind", FactNames.Of(rule.Kind));
        Text("ref", rule.Ref);
        Text("by", rule.By);
        Text("reason", rule.Reason);
        if (!rule.Reads.IsDefaultOrEmpty) WriteReads(rule.Reads);
        json.WriteEndObject();
    }

    private void WriteReads(ImmutableArray<RuleRead> reads)
    {
        json.WriteStartArray("reads");
        foreach (var read in reads)
        {
            json.WriteStartObject();
            json.WriteString("path", read.Path);
            json.WritePropertyName("value");
            if (read.Value.IsError) json.WriteStringValue("error: " + read.Value.AsString());
            else ValueJson.Write(json, read.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
