using System.Net;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Asks a host on this machine whether it takes signals. For containers, whose images have no other program to ask with.</summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What the host says that listens at these addresses.</summary>
    /// <param name="urls">As its <c>--urls</c>.</param>
    /// <exception cref="RefusedException">They are no addresses.</exception>
    /// <exception cref="HttpRequestException">Nobody answers there.</exception>
    public static async Task<(bool IsReady, int Status, string Answer)> AskAsync(string urls, CancellationToken cancel)
    {
        var address = AddressOf(urls);
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz/ready"), cancel);
            return (answer.StatusCode == HttpStatusCode.OK, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new HttpRequestException($"{address} does not answer within {Patience.TotalSeconds:F0} seconds.");
        }
    }

    /// <summary>Where a host that listens at these addresses is called from the same machine.</summary>
    private static Uri AddressOf(string urls)
    {
        var address = new UriBuilder(ListenAddresses.UriOf(ListenAddresses.Check(urls, keys: true)[0])!);
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = IPAddress.Loopback.ToString();
        return address.Uri;
    }
}
