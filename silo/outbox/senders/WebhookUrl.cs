using System.Net;

namespace JourneyOrchestrator.Silo.Outbox.Senders;

/// <summary>URLs that webhooks are posted to.</summary>
public static class WebhookUrl
{
    /// <summary>Null: not an absolute http or https URL.</summary>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url : null;

    /// <summary>It names a private address, as far as can be told without asking anybody; where a name leads to is seen by <see cref="WebhookClient"/>.</summary>
    public static bool IsPrivate(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var address)
            ? PrivateAddresses.Contain(address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
