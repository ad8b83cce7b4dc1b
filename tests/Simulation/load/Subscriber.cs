using System.Net;
using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Whoever has subscribed to state changes: answers late, with an error, or not at all.</summary>
internal sealed class Subscriber(Universe universe, Plan plan, Dice dice, Told told)
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(500);

    public bool IsHealed { get; set; }

    /// <summary>What it is told from now on does not count.</summary>
    public bool HasHeardAll { get; set; }

    public static SubscriptionWish Wish { get; } = new("https://receiver.example/changes", [], null, null, "all");

    /// <summary>The network between a life of a host and the subscriber.</summary>
    public HttpMessageHandler Line(Machine from) => new SimLine(this, from);

    private async Task<HttpResponseMessage> TakeAsync(HttpRequestMessage request, Machine from, CancellationToken cancel)
    {
        if (from.IsDead) throw new HttpRequestException("The host is dead.");
        var (id, body) = (request.Headers.GetValues("webhook-id").Single(), await request.Content!.ReadAsStringAsync(cancel).ConfigureAwait(false));
        var (there, back, fate) = (dice.Delay(Way), dice.Delay(Way), plan.Has(Faults.Receivers) && !IsHealed ? dice.Below(10) : 9);
        await universe.DelayAsync(there).ConfigureAwait(false);
        if (fate == 0) await NeverAsync(cancel).ConfigureAwait(false);
        if (fate == 1) return new(HttpStatusCode.ServiceUnavailable);
        if (!HasHeardAll && (plan.Planted != Planted.LostChanges || dice.Below(10) > 0)) told.Take(id, CustomerIn(body), body);
        if (fate == 2) await NeverAsync(cancel).ConfigureAwait(false);
        await universe.DelayAsync(back).ConfigureAwait(false);
        return new(HttpStatusCode.NoContent);
    }

    private static string CustomerIn(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("data").GetProperty("customer").GetString()!;
    }

    private static Task NeverAsync(CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);

    private sealed class SimLine(Subscriber subscriber, Machine from) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => subscriber.TakeAsync(request, from, cancellationToken);
    }
}
