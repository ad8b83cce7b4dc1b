using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>Members that no assistant is shown (docs/events.md): that somebody needs assistance is health data.</summary>
internal static class Sensitive
{
    public const string Hidden = "(hidden: sensitive)";

    private static readonly string[] Members = ["assisted"];

    public static bool Is(string member) => Members.Contains(member);

    /// <summary>True of a value that a rule read, <c>{"path","value"}</c>, when the path leads to such a member.</summary>
    public static bool Hides(JsonElement element) =>
        element.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String && path.GetString()!.Split('.').Any(Is);
}
