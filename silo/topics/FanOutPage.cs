using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Topics;

/// <summary>The next followers of several events, who are being told.</summary>
/// <param name="Rest">The events that have followers after these, with their cursors behind them.</param>
internal sealed record FanOutPage(IReadOnlyList<FanOutStep> Steps, Task<Receipt[]> Receipts, IReadOnlyList<FanOut> Rest)
{
    public static async Task<FanOutPage> AskAsync(
        IReadOnlyList<FanOut> open, IJournalStore store, ICustomerInbox inbox, TopicOptions options, CancellationToken cancel)
    {
        var steps = new List<FanOutStep>();
        var deliveries = new List<Delivery>();
        var rest = new List<FanOut>();
        var limit = Math.Max(options.FollowersMin, options.FollowersMax / open.Count);
        foreach (var fanOut in open)
        {
            var followers = await store.FollowersAsync(fanOut, limit, cancel).ConfigureAwait(false);
            steps.Add(new FanOutStep(fanOut, followers, deliveries.Count, limit));
            if (followers.Count == 0) continue;
            if (followers.Count == limit) rest.Add(fanOut with { CursorUrgency = followers[^1].Urgency, CursorCustomer = followers[^1].Customer });
            var input = new Input.Topic(fanOut.Topic, fanOut.Position, CloudEventJson.Read(fanOut.Event));
            foreach (var follower in followers) deliveries.Add(Delivery.To(follower.Customer, input) with { Yields = true });
        }
        return new FanOutPage(steps, inbox.HandleAsync(deliveries, cancel).AsTask(), rest);
    }
}
