using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Outbox.Senders;
using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Silo.Subscriptions;

/// <summary>Says what is wrong with a wish to be told, as far as can be seen without the store.</summary>
internal static class WishCheck
{
    private const int UrlBytesMax = 2_048, DescriptionMax = 1_000;

    public static IEnumerable<Problem> Check(SubscriptionWish wish, ICustomers customers, bool allowPrivate)
    {
        if (CheckUrl(wish.Url, allowPrivate) is { } url) yield return url;
        for (var i = 0; i < wish.Types.Length; i++)
            if (!ChangeTypes.IsKnown(wish.Types[i])) yield return UnknownType(i, wish.Types[i]);
        if (wish.Journey is { } journey && customers.Journeys.Newest(journey) is null)
            yield return new("/journey", "unknown", $"The journey '{journey}' is not published.",
                MeantOr(journey, customers.Journeys.All.Select(plan => plan.Id).Distinct(), "Send the id of a published journey: GET /v1/journeys lists them."));
        if (wish.Description is { Length: > DescriptionMax })
            yield return new("/description", "too-long", $"'description' is longer than {DescriptionMax} characters.", "Send a shorter one.");
    }

    private static Problem? CheckUrl(string text, bool allowPrivate)
    {
        if (Encoding.UTF8.GetByteCount(text) > UrlBytesMax) return new("/url", "too-long", $"'url' is longer than {UrlBytesMax} bytes.", "Send a shorter one.");
        if (text.Any(char.IsControl)) return new("/url", "control-character", "'url' holds a control character.", "Percent-encode it, or leave it out.");
        if (WebhookUrl.Parse(text) is not { } url)
            return new("/url", "url", "'url' is not an absolute http or https URL.", "Send for instance https://example.org/hooks/journeys.");
        if (url.UserInfo.Length > 0)
            return new("/url", "user-info", "'url' holds a user name or a password.", "Leave it out: the receiver checks the signature.");
        return allowPrivate || !WebhookUrl.IsPrivate(url) ? null
            : new("/url", "private-address", $"'{url.Host}' is a private address, which this host does not call.", "Send a public one, or start the host with --allow-private-webhooks.");
    }

    private static Problem UnknownType(int index, string type) => new(
        $"/types/{index}", "unknown", $"There is no type of change '{type}'.", MeantOr(type, ChangeTypes.All, "docs/webhooks.md lists the types; leave 'types' out for all of them."));

    private static string MeantOr(string name, IEnumerable<string> known, string otherwise) =>
        CelSuggestions.Nearest(name, known) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;
}
