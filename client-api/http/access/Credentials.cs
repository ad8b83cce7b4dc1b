using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The key that a request brings: <c>Authorization: Bearer KEY</c>; of tracking SDKs the user of <c>Basic</c>, which they call write key.</summary>
internal static class Credentials
{
    private const string Bearer = "Bearer", Basic = "Basic";

    public static string? Of(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } header] || !AuthenticationHeaderValue.TryParse(header, out var given)) return null;
        if (given.Scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase)) return given.Parameter;
        return given.Scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase) && TakesWriteKeys(context) ? User(given.Parameter) : null;
    }

    /// <summary>What a client is told to send (RFC 9110, 11.6.1).</summary>
    public static string Challenge(HttpContext context) => $"{(TakesWriteKeys(context) ? Basic : Bearer)} realm=\"journey orchestrator\"";

    private static bool TakesWriteKeys(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<WriteKeys>() is not null;

    private static string? User(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        if (!Convert.TryFromBase64String(base64 ?? "", bytes, out var length)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? pair[..colon] : null;
    }
}

/// <summary>Marks calls that take a key as a write key as well.</summary>
internal sealed class WriteKeys
{
    public static WriteKeys Taken { get; } = new();
}
