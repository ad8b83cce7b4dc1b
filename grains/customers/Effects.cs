using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>The effects that facts mean: the one place that derives them.</summary>
public static class Effects
{
    public static ImmutableArray<Effect> Of(ImmutableArray<Fact> facts)
    {
        ImmutableArray<Effect>.Builder? effects = null;
        foreach (var fact in facts)
            if (Of(fact) is { } effect) (effects ??= ImmutableArray.CreateBuilder<Effect>()).Add(effect);
        return effects?.ToImmutable() ?? [];
    }

    private static Effect? Of(Fact fact) => fact switch
    {
        MessageQueued m => new Effect.Message(CaseParts.EffectId(m.Case, m.Effect), m.Channel, m.Purpose, m.Template, m.Text, m.To, m.Basis, m.ConsentSince, m.UseUntil, m.SupersessionKey),
        WebhookQueued w => new Effect.Webhook(CaseParts.EffectId(w.Case, w.Effect), w.Url, w.Body),
        CustomerSignalled s => new Effect.Internal(CaseParts.EffectId(s.Case, s.Effect), s.Customer, s.EventType, s.Payload),
        TimerSet t => new Effect.Timer($"{t.Case}-i{t.Item}", t.Due),
        TimerEnded { Fired: false } t => new Effect.Timer($"{t.Case}-i{t.Item}", null),
        TopicFollowed f => new Effect.Subscription($"{f.Case}-i{f.Item}", f.Topic, true),
        TopicUnfollowed f => new Effect.Subscription($"{f.Case}-i{f.Item}", f.Topic, false),
        TaskOffered t => new Effect.TaskNotification(CaseParts.TaskId(t.Case, t.Item), t.Role, "open"),
        RoleAssigned { Effect: > 0 } r => new Effect.Internal(CaseParts.EffectId(r.Case, r.Effect), r.Who ?? "", RoleSignals.Assigned, RoleSignals.Payload(r)),
        RoleWithdrawn { Effect: > 0 } r => new Effect.Internal(CaseParts.EffectId(r.Case, r.Effect), r.Who ?? "", RoleSignals.Withdrawn, RoleSignals.Payload(r)),
        SignalRelayed s => new Effect.Internal(s.Effect, s.Owner ?? "", RoleSignals.Event, s.Payload),
        CustomerAliased a => new Effect.Internal(a.Effect, a.Survivor, Effect.JoinType, Value.Null),
        _ => null,
    };
}
