using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using NodaTime;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>What one customer's journal says, for the report.</summary>
internal abstract class Story(PlayCount report)
{
    private readonly Dictionary<(CaseId, int), ItemCreated> items = [];
    private readonly Dictionary<(CaseId, int), MessageQueued> messages = [];

    public void Read(Entry entry)
    {
        var at = Instant.FromDateTimeOffset(entry.At);
        foreach (var fact in entry.Facts)
        {
            if (!Explanations.Explained(entry, fact)) report.Unexplained();
            Count(fact, at);
            Read(fact, at);
        }
    }

    /// <summary>What only this replay counts.</summary>
    protected abstract void Read(Fact fact, Instant at);

    /// <summary>A message was handed to its sender.</summary>
    protected virtual void Sent(MessageQueued message, Instant at) { }

    /// <summary>The item that a fact is about, as it was created.</summary>
    protected ItemCreated ItemOf(ItemFact fact) => items[(fact.Case, fact.Item)];

    private void Count(Fact fact, Instant at)
    {
        switch (fact)
        {
            case ItemCreated created: items[(created.Case, created.Item)] = created; break;
            case ItemTransitioned { Transition: ItemTransition.Occur } occurred when ItemOf(occurred) is { NodeType: "Journey.Milestone" } milestone: report.Milestone(milestone.Name); break;
            case MessageQueued message: messages[(message.Case, message.Effect)] = message; break;
            case IncidentRaised: report.Incident(); break;
            case MessageSuppressed suppressed: report.MessageSuppressed(suppressed.Reason); break;
            case EffectEnded ended when messages.TryGetValue((ended.Case, ended.Effect), out var message): Ended(ended, message, at); break;
        }
    }

    private void Ended(EffectEnded ended, MessageQueued message, Instant at)
    {
        switch (ended)
        {
            case { End: "sent" }:
                report.MessageSent(at, message.UseUntil is { } until ? Instant.FromDateTimeOffset(until) : null);
                Sent(message, at);
                break;
            case { End: "superseded" }: report.MessageSuperseded(); break;
            case { End: "withheld", Detail: "too-late" }: report.MessageWithheldTooLate(); break;
            case { End: "withheld" }: report.MessageSuppressed(ended.Detail ?? "withheld"); break;
        }
    }
}
