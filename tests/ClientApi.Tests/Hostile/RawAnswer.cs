using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>One answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string? MediaType, string Body)
{
    private const string Version = "HTTP/1.1 ";

    /// <summary>The code of the first error: of a problem, of what was rejected among many, of a JSON-RPC error, or of a tool's refusal.</summary>
    public string? Code
    {
        get
        {
            if (MediaType is null || !MediaType.EndsWith("json", StringComparison.Ordinal) || Body.Length == 0) return null;
            var json = JsonDocument.Parse(Body).RootElement;
            if (json.TryGetProperty("rejected", out var rejected) && rejected.GetArrayLength() > 0) json = rejected[0];
            else if (json.TryGetProperty("result", out var result) && result.TryGetProperty("structuredContent", out var content)) json = content;
            else if (json.TryGetProperty("error", out var rpc)) return rpc.GetProperty("code").GetRawText();
            return json.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0 ? errors[0].GetProperty("code").GetString() : null;
        }
    }

    /// <summary>As docs/hostile.md says it.</summary>
    public static string InWords(IReadOnlyList<RawAnswer> answers) =>
        answers.Count == 0 ? "closed" : string.Join(", ", answers.Select(a => a.Code is { } code ? FormattableString.Invariant($"{a.Status} `{code}`") : a.Status.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The whole answers among these bytes, one after the other; interim ones (1xx) and what is no answer left out.</summary>
    public static IReadOnlyList<RawAnswer> Parse(ReadOnlySpan<byte> bytes)
    {
        var answers = new List<RawAnswer>();
        while (bytes.IndexOf("\r\n\r\n"u8) is var end and > 0)
        {
            var head = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
            if (!head[0].StartsWith(Version, StringComparison.Ordinal)) break;
            var status = int.Parse(head[0].AsSpan(Version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            bytes = bytes[(end + 4)..];
            var body = Header(head, "Transfer-Encoding") == "chunked" ? Unchunk(ref bytes) : Take(ref bytes, int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture));
            if (status >= 200) answers.Add(new(status, Header(head, "Content-Type")?.Split(';')[0], body));
        }
        return answers;
    }

    private static string? Header(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    // An answer to HEAD names a length and brings nothing.
    private static string Take(ref ReadOnlySpan<byte> bytes, int length)
    {
        length = Math.Min(length, bytes.Length);
        var text = Encoding.UTF8.GetString(bytes[..length]);
        bytes = bytes[length..];
        return text;
    }

    private static string Unchunk(ref ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.IndexOf("\r\n"u8) is var end and > 0)
        {
            var size = int.Parse(Encoding.ASCII.GetString(bytes[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            bytes = bytes[(end + 2)..];
            text.Append(Take(ref bytes, size));
            bytes = bytes[Math.Min(2, bytes.Length)..];
            if (size == 0) break;
        }
        return text.ToString();
    }
}
