using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Writes facts: structure as plain JSON, a personal value as <c>~name</c> with its index in the sealed list.</summary>
internal sealed class FactJsonWriter(Utf8JsonWriter json, PersonalValues personal) : IFactWriter
{
    public void Write(Fact fact)
    {
        json.WriteStartObject();
        json.WriteString("type", fact.Type);
        if (fact.Version != 1) json.WriteNumber("v", fact.Version);
        fact.Write(this);
        json.WriteEndObject();
    }

    public void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public void Number(string name, long value) => json.WriteNumber(name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Time(string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteNumber(name, time.ToUnixMicroseconds());
    }

    public void Texts(string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public void Case(CaseId id) => json.WriteString("case", id.ToString());

    public void Rule(Rule rule)
    {
        if (rule is { Ref: null, Reads.IsDefaultOrEmpty: true, By: null, Reason: null })
        {
            json.WriteString("rule", FactNames.Of(rule.Kind));
            return;
        }
        json.WriteStartObject("rule");
        json.WriteString("kind", FactNames.Of(rule.Kind));
        Text("ref", rule.Ref);
        if (!rule.Reads.IsDefaultOrEmpty) Reads(rule.Reads);
        PersonalText("by", rule.By);
        PersonalText("reason", rule.Reason);
        json.WriteEndObject();
    }

    private void Reads(ImmutableArray<RuleRead> reads)
    {
        json.WriteStartArray("paths");
        foreach (var read in reads) json.WriteStringValue(read.Path);
        json.WriteEndArray();
        Personal("reads", Value.OfList(reads.Select(r => r.Value).ToImmutableArray()));
    }

    public void PersonalText(string name, string? value)
    {
        if (value is not null) Personal(name, Value.Of(value));
    }

    public void Personal(string name, in Value value)
    {
        if (!value.IsNull) json.WriteNumber("~" + name, personal.Add(value));
    }
}
