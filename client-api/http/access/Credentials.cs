using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The key that came with a request: <c>Authorization: Bearer KEY</c>, or as the user of basic authentication, where tracking SDKs put their write key.</summary>
internal static class Credentials
{
    /// <returns>Null when there is none that can be read.</returns>
    public static string? Read(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !AuthenticationHeaderValue.TryParse(header, out var given) || given.Parameter is not { } value) return null;
        if (given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return value;
        return given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? UserOf(value) : null;
    }

    private static string? UserOf(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var count)) return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? pair : pair[..colon];
    }
}
