using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Activities whose work is an effect outside, or a change of the customer.</summary>
internal sealed partial class CaseRun
{
    private void ExecuteEffect(PlanItem item, PlanNode node)
    {
        var done = node switch
        {
            SendMessageNode message => Send(item, message),
            CallWebhookNode webhook => Call(item, webhook),
            SignalCustomerNode signal => SignalCustomer(item, signal),
            PublishEventNode publish => Publish(item, publish),
            FollowTopicNode follow => Follow(item, follow),
            UnfollowTopicNode unfollow => Unfollow(item, unfollow),
            SetTraitNode trait => SetTrait(item, trait),
            ScoreNode score => SetScore(item, score),
            _ => throw new InvalidOperationException($"{node} can't be run."),
        };
        if (done) Complete(item);
    }

    private static Rule Because(PlanItem item) => new(RuleKind.Structure, item.Node);

    private bool Send(PlanItem item, SendMessageNode node)
    {
        if (!TryText(item, node.Channel, "Channel", true, out var channel) || !TryText(item, node.Purpose, "Purpose", true, out var purpose)
            || !TryText(item, node.Template, "Template", true, out var template) || !TryText(item, node.Text, "Text", false, out var text)
            || !TryText(item, node.SupersessionKey, "SupersessionKey", false, out var key) || !TryText(item, node.To, "To", false, out var to)
            || !TryOptionalTime(item, node.UseUntil, "UseUntil", out var until)) return false;
        var basis = FactNames.Names<LegalBasis>.Of(node.Basis);
        var verdict = host.Judge(channel, purpose, node.Basis);
        var refusal = !verdict.Allowed ? verdict.Reason ?? "not-allowed" : until <= host.At ? "too-late" : null;
        if (refusal is not null)
            Raise(new MessageSuppressed(Case, item.Ordinal, channel, purpose, template, basis, refusal, new Rule(RuleKind.Consent, refusal)));
        else
            Raise(new MessageQueued(Case, item.Ordinal, state.LastEffect + 1, channel, purpose, template, text, to.Length == 0 ? null : to,
                basis, verdict.ConsentSince, until, key.Length == 0 ? null : key, new Rule(RuleKind.Consent, basis)));
        Capture(item, node, "result", Value.Of(refusal is null));
        return true;
    }

    private bool TryOptionalTime(PlanItem item, PlanInput input, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!TryEvaluate(item, input, name, out var value)) return false;
        if (value.IsNull || value is { Kind: ValueKind.String } && value.AsString().Length == 0) return true;
        if (Coerce.TryTime(value, host.At, out var read))
        {
            time = read;
            return true;
        }
        Fault(item, $"Failed to evaluate activity input '{name}': '{value.ToText()}' is neither a time nor a duration.");
        return false;
    }

    private bool Call(PlanItem item, CallWebhookNode node)
    {
        if (!TryText(item, node.Url, "Url", true, out var url) || !TryEvaluate(item, node.Body, "Body", out var body)) return false;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            Fault(item, "Failed to evaluate activity input 'Url': it is no http or https address.");
            return false;
        }
        Raise(new WebhookQueued(Case, item.Ordinal, state.LastEffect + 1, url, body, Because(item)));
        return true;
    }

    private bool SignalCustomer(PlanItem item, SignalCustomerNode node)
    {
        if (!TryText(item, node.Customer, "Customer", true, out var customer) || !TryText(item, node.EventName, "EventName", true, out var type)
            || !TryEvaluate(item, node.Payload, "Payload", out var payload)) return false;
        if (RoleSignals.IsOurs(type))
        {
            Fault(item, $"Failed to evaluate activity input 'EventName': types that begin with '{RoleSignals.Prefix}' are ours.");
            return false;
        }
        Raise(new CustomerSignalled(Case, item.Ordinal, state.LastEffect + 1, customer, type, payload, Because(item)));
        return true;
    }

    private bool Publish(PlanItem item, PublishEventNode node)
    {
        if (!TryText(item, node.EventName, "EventName", true, out var type) || !TryEvaluate(item, node.Payload, "Payload", out var payload)) return false;
        if (!host.MayPublish)
        {
            Fault(item, "The cases of this customer publish signals to each other without end.");
            return false;
        }
        Raise(new EventPublished(Case, item.Ordinal, type, payload));
        host.Publish(type, payload);
        return true;
    }

    private bool Follow(PlanItem item, FollowTopicNode node)
    {
        if (!TryText(item, node.Topic, "Topic", true, out var topic) || !TryEvaluate(item, node.Urgency, "Urgency", out var urgency)) return false;
        var order = urgency.Kind switch
        {
            ValueKind.Timestamp => urgency.AsInstant().Seconds,
            ValueKind.Int => urgency.AsInt(),
            _ => 0,
        };
        if (!state.Topics.Contains(topic)) Raise(new TopicFollowed(Case, item.Ordinal, topic, order));
        return true;
    }

    private bool Unfollow(PlanItem item, UnfollowTopicNode node)
    {
        if (!TryText(item, node.Topic, "Topic", true, out var topic)) return false;
        if (state.Topics.Contains(topic)) Raise(new TopicUnfollowed(Case, item.Ordinal, topic));
        return true;
    }

    private bool SetTrait(PlanItem item, SetTraitNode node)
    {
        if (!TryText(item, node.Trait, "Trait", true, out var trait) || !TryEvaluate(item, node.Value, "Value", out var value)) return false;
        Raise(new TraitSet(trait, value));
        conditionsMayHaveChanged = true;
        return true;
    }

    private bool SetScore(PlanItem item, ScoreNode node)
    {
        if (!TryText(item, node.Score, "Score", true, out var name) || !TryEvaluate(item, node.Value, "Value", out var value)
            || !TryText(item, node.Reason, "Reason", false, out var reason)) return false;
        if (!Coerce.TryNumber(value, out var score) || score is < 0 or > 100)
        {
            Fault(item, "Failed to evaluate activity input 'Value': a score is a number from 0 to 100.");
            return false;
        }
        Raise(new ScoreSet(name, score, reason));
        conditionsMayHaveChanged = true;
        return true;
    }
}
