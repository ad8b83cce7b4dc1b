using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>Writes what of a fact is not personal, under the names that history uses. Its rule, which may name people and what they said, is left out.</summary>
internal sealed class OpenFactJson(Utf8JsonWriter json) : IFactWriter
{
    public void Text(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    public void Number(string name, long value) => json.WriteNumber(name == "item" ? "itemId" : name, value);

    public void Flag(string name, bool value) => json.WriteBoolean(name, value);

    public void Time(string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteString(name, time.UtcDateTime);
    }

    public void Texts(string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        if (!values.IsDefault)
            foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public void Case(CaseId id) => json.WriteString("caseId", id.ToString());

    public void Rule(Rule rule)
    {
        // explain tells it to whoever may read it
    }

    public void PersonalText(string name, string? value)
    {
        // the receiver asks for it with a key of its own
    }

    public void Personal(string name, in Value value)
    {
        // likewise
    }
}
