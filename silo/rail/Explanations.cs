using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>Property 1 of the product: every step can be traced to the signal, the rule and the consent that caused it.</summary>
internal static class Explanations
{
    /// <summary>False when the fact's entry lacks its input, or the fact its rule, or, for a message, its consent or basis.</summary>
    public static bool Explained(Entry entry, Fact fact)
    {
        if (entry.Input.Kind.Length == 0 || entry.Input.Type.Length == 0) return false;
        if (entry.Input is { Kind: "event", Id: null } or { Kind: "event", Source: null }) return false;
        return fact switch
        {
            MessageQueued message => message.Rule is not null && message.Basis.Length > 0 && (message.Basis != "consent" || message.ConsentSince is not null),
            MessageSuppressed message => message.Rule is not null && message.Reason.Length > 0 && message.Basis.Length > 0,
            ItemCreated created => created.Rule is not null,
            ItemTransitioned moved => moved.Rule is not null,
            SentryFired fired => fired.Rule is { Kind: RuleKind.Sentry, Ref.Length: > 0 },
            CaseStarted started => started.Rule is not null,
            CaseTransitioned moved => moved.Rule is not null,
            WebhookQueued webhook => webhook.Rule is not null,
            CustomerSignalled signalled => signalled.Rule is not null,
            GoalJudged judged => judged.Rule is not null,
            IncidentResolved resolved => resolved.Rule is not null,
            TaskAssigned assigned => assigned.Rule is not null,
            TaskCompleted completed => completed.Rule is not null,
            _ => true,
        };
    }
}
