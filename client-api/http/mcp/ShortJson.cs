using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>Writes a value of any size so that a model can read it: what is cut off is counted, what is sensitive is hidden.</summary>
internal static class ShortJson
{
    public const int StringMax = 4_000, ItemsMax = 100, DepthMax = 12;

    public static void Write(Utf8JsonWriter writer, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth == DepthMax:
                writer.WriteStringValue("(nested too deeply to show)");
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    if (Sensitive.Is(member.Name)) writer.WriteStringValue(Sensitive.Hidden);
                    else Write(writer, member.Value, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Take(ItemsMax)) Write(writer, item, depth + 1);
                if (value.GetArrayLength() > ItemsMax) writer.WriteStringValue($"(and {value.GetArrayLength() - ItemsMax} more)");
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Cut(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Cut(string text)
    {
        if (text.Length <= StringMax) return text;
        var length = char.IsHighSurrogate(text[StringMax - 1]) ? StringMax - 1 : StringMax;
        return $"{text[..length]} (and {text.Length - length} more characters)";
    }
}
