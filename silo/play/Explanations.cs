using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Play;

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
            MessageQueued message => message.Rule.Kind == RuleKind.Consent && message.Basis.Length > 0 && (message.Basis != "consent" || message.ConsentSince <= entry.At),
            MessageSuppressed message => message.Rule.Kind == RuleKind.Consent && message.Reason.Length > 0 && message.Basis.Length > 0,
            ItemCreated created => Says(created.Rule),
            ItemTransitioned moved => Says(moved.Rule),
            SentryFired fired => fired.Rule.Kind == RuleKind.Sentry && Says(fired.Rule),
            CaseStarted started => Says(started.Rule),
            CaseRefused refused => Says(refused.Rule),
            CaseTransitioned moved => Says(moved.Rule),
            WebhookQueued webhook => Says(webhook.Rule),
            CustomerSignalled signalled => Says(signalled.Rule),
            GoalJudged judged => Says(judged.Rule),
            CaseCalled called => Says(called.Rule),
            StateEntered entered => Says(entered.Rule),
            DecisionMade made => Says(made.Rule),
            IncidentResolved resolved => Says(resolved.Rule),
            TaskAssigned assigned => Says(assigned.Rule),
            TaskCompleted completed => Says(completed.Rule),
            CaseMigrated moved => Says(moved.Rule),
            ItemMigrated moved => Says(moved.Rule),
            TaskUpdated updated => Says(updated.Rule),
            TaskEscalated escalated => Says(escalated.Rule),
            TaskSigned signed => Says(signed.Rule),
            RoleAssigned assigned => Says(assigned.Rule),
            RoleWithdrawn withdrawn => Says(withdrawn.Rule),
            _ => true,
        };
    }

    /// <summary>Where the sort of rule does not say it all, it names which one, or who.</summary>
    private static bool Says(Rule rule) => rule.Kind switch
    {
        RuleKind.Sentry or RuleKind.Edge or RuleKind.Interrupt or RuleKind.Policy or RuleKind.Consent => !string.IsNullOrEmpty(rule.Ref),
        RuleKind.Person => !string.IsNullOrEmpty(rule.By),
        _ => true,
    };
}
