using System.CommandLine;
using System.Net;
using JourneyOrchestrator.Silo.Hosting;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>health</c>: asks the host that runs on this machine at <c>--urls</c> whether it takes signals. For containers, whose images have no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Build()
    {
        var command = new Command("health", "Asks the host at --urls whether it takes signals.") { CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.UrlsOf(parsed), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string urls, CommandOutput output, CancellationToken cancel)
    {
        var address = AddressOf(urls);
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/healthz/ready"), cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            output.Say(text);
            return output.End(answer.StatusCode == HttpStatusCode.OK ? CommandLine.Done : CommandLine.Failed, ("status", (int)answer.StatusCode), ("answer", text));
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
