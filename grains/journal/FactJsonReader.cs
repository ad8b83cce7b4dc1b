using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Reads what <see cref="FactJsonWriter"/> wrote. Personal values whose key was destroyed read as null.</summary>
internal sealed class FactJsonReader(Value[] personal) : IFactReader
{
    private JsonElement json;
    private CaseId? last;
    private Rule? lastRule;

    /// <exception cref="NewerJournalException">It is no fact that this version knows.</exception>
    public Fact Read(JsonElement fact)
    {
        json = fact;
        var version = fact.TryGetProperty("v", out var v) ? v.GetInt32() : 1;
        return FactTypes.Read(Text("type"), version, this);
    }

    public string Text(string name) => OptionalText(name) ?? throw new FormatException($"A fact of the journal has no '{name}'.");

    public string? OptionalText(string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    public long Number(string name) => json.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    public bool Flag(string name) => json.TryGetProperty(name, out var flag) && flag.GetBoolean();

    public DateTimeOffset? Time(string name) => json.TryGetProperty(name, out var time) ? UnixTime.FromMicroseconds(time.GetInt64()) : null;

    public ImmutableArray<string> Texts(string name) =>
        json.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(t => t.GetString()!)] : [];

    /// <summary>The case of the fact, or, where it names none, of the fact before.</summary>
    public CaseId Case()
    {
        if (OptionalText("case") is not { } text) return last ?? throw new FormatException("The first fact of an entry names no case.");
        last = CaseId.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no case id.");
        return id;
    }

    /// <summary>The fact's rule; where it has none, structure alone decided.</summary>
    public Rule Rule()
    {
        if (!json.TryGetProperty("rule", out var rule)) return lastRule = Workflows.Facts.Rule.Structure;
        return lastRule = rule.ValueKind == JsonValueKind.String ? Short(rule.GetString()!) : Whole(rule);
    }

    private Rule Short(string text)
    {
        if (text == FactJsonWriter.Same) return lastRule ?? throw new FormatException("The first rule of an entry stands for the one before.");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Rule(FactNames.RuleKind(text)) : new Rule(FactNames.RuleKind(text[..colon]), text[(colon + 1)..]);
    }

    private Rule Whole(JsonElement rule)
    {
        var kind = FactNames.RuleKind(rule.GetProperty("kind").GetString()!);
        return new Rule(kind, rule.TryGetProperty("ref", out var reference) ? reference.GetString() : null, Reads(rule))
        {
            By = PersonalText(rule, "by"), Reason = PersonalText(rule, "reason"),
        };
    }

    private ImmutableArray<RuleRead> Reads(JsonElement rule)
    {
        if (!rule.TryGetProperty("paths", out var paths)) return [];
        var values = Personal(rule, "reads");
        return [.. paths.EnumerateArray().Select((path, index) => new RuleRead(path.GetString()!, values.Kind == ValueKind.List ? values.AsList()[index] : Value.Null))];
    }

    public string? PersonalText(string name) => PersonalText(json, name);

    public Value Personal(string name) => Personal(json, name);

    private string? PersonalText(JsonElement from, string name) => Personal(from, name) is { Kind: ValueKind.String } text ? text.AsString() : null;

    private Value Personal(JsonElement from, string name) =>
        from.TryGetProperty("~" + name, out var index) && index.GetInt32() < personal.Length ? personal[index.GetInt32()] : Value.Null;
}
