using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// Writes facts: structure as plain JSON, a personal value as <c>~name</c> with its index in the sealed list. What most facts share is
/// left out: the case when it is that of the fact before, the rule when structure alone decided. A rule that is that of the fact before is
/// <c>"same"</c>, one that is no more than a kind and a reference <c>"kind:reference"</c>.
/// </summary>
internal sealed class FactJsonWriter(PersonalValues personal) : IFactWriter
{
    /// <summary>Stands for the rule of the fact before.</summary>
    public const string Same = "same";

    private Utf8JsonWriter json = null!;
    private CaseId last;
    private Rule? lastRule;

    /// <summary>Begins an entry: its facts go to this writer.</summary>
    public void Begin(Utf8JsonWriter to) => (json, last, lastRule) = (to, default, null);

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

    public void Case(CaseId id)
    {
        if (id == last) return;
        last = id;
        json.WriteString("case", id.ToString());
    }

    public void Rule(Rule rule)
    {
        if (rule is { Ref: null, Reads.IsDefaultOrEmpty: true, By: null, Reason: null })
        {
            if (rule.Kind != RuleKind.Structure) json.WriteString("rule", FactNames.Of(rule.Kind));
        }
        else if (ReferenceEquals(rule, lastRule)) json.WriteString("rule", Same);
        else if (rule is { Reads.IsDefaultOrEmpty: true, By: null, Reason: null }) json.WriteString("rule", $"{FactNames.Of(rule.Kind)}:{rule.Ref}");
        else Whole(rule);
        lastRule = rule;
    }

    private void Whole(Rule rule)
    {
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
        var values = new Value[reads.Length];
        for (var i = 0; i < values.Length; i++) values[i] = reads[i].Value;
        Personal("reads", Value.OfList(ImmutableCollectionsMarshal.AsImmutableArray(values)));
    }

    public void PersonalText(string name, string? value)
    {
        if (value is not null) Personal(name, Value.Of(value));
    }

    public void Personal(string name, in Value value)
    {
        if (value.IsNull) return;
        Span<char> marked = stackalloc char[64];
        json.WriteNumber(marked.TryWrite($"~{name}", out var length) ? marked[..length] : "~" + name, personal.Add(value));
    }
}
