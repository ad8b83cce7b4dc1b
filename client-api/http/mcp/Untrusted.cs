using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>
/// Marks what customers and other systems wrote, so that a model takes it for data: such a value stands as <c>{"untrusted": …}</c>. Whatever is not
/// known to be ours is marked; ids, codes, times and numbers, which hold no sentence, stand as they are.
/// </summary>
internal static class Untrusted
{
    private const string Label = "untrusted";

    /// <summary>Strings up to this length that are one word of plain characters are ids, codes and times.</summary>
    private const int WordMax = 40;

    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Members whose content the orchestrator or a journey's designer wrote, some only below a certain other member. All others are marked.</summary>
    private static readonly FrozenSet<string> Ours = new[]
    {
        "because", "because.condition", "because.name", "cases", "consents", "customers", "goal", "goal.missed", "goal.name", "goal.reached", "incidents",
        "incidents.item", "input", "messages", "messages.name", "milestones", "milestones.name", "next", "next.what", "outcomes", "outlook", "outlook.does",
        "outlook.name", "outlook.when", "plannable", "plannable.name", "plannable.roles", "reads", "reads.path", "rule", "running", "running.name", "stage", "steps", "steps.name", "tasks",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512 };

    /// <summary>Members that hold sentences: marked even where there is but one word, so that they always look the same.</summary>
    private static readonly string[] Sentences = ["message", "name", "reason", "text", "title"];

    /// <param name="json">An object.</param>
    /// <param name="notice">Becomes its first member; null: none.</param>
    public static ReadOnlyMemory<byte> Mark(ReadOnlyMemory<byte> json, string? notice = null)
    {
        var marked = new ArrayBufferWriter<byte>(json.Length * 2);
        using var document = JsonDocument.Parse(json, Reading);
        using (var writer = new Utf8JsonWriter(marked, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            if (notice is not null) writer.WriteString("notice", notice);
            WriteMembers(writer, document.RootElement, "");
            writer.WriteEndObject();
        }
        return marked.WrittenMemory;
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement element, string parent)
    {
        var hidden = Sensitive.Hides(element);
        foreach (var member in element.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (hidden && member.NameEquals("value")) writer.WriteStringValue(Sensitive.Hidden);
            else Write(writer, member.Value, member.Name, Ours.Contains(member.Name) || Ours.Contains(parent + "." + member.Name));
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string name, bool ours)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when ours:
                writer.WriteStartObject();
                WriteMembers(writer, value, name);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array when ours:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, name, ours);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when ours || (IsWord(value.GetString()!) && !Sentences.Contains(name)):
                writer.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array:
                writer.WriteStartObject();
                writer.WritePropertyName(Label);
                ShortJson.Write(writer, value, 0);
                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static bool IsWord(string text) => text.Length <= WordMax && !text.AsSpan().ContainsAnyExcept(WordCharacters);
}
