using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Customers;

/// <summary>May a message be sent? The one place that decides it, when a turn decides and again when a sender hands over.</summary>
public static class ConsentGate
{
    /// <summary>Consent is opt-in, for purpose and channel. Legitimate interest gives way to an objection. Contract, legal duty and vital interest need
    /// no consent (Regulation (EU) 2016/679, articles 6, 7 and 21).</summary>
    public static MessageVerdict Judge(ImmutableArray<Consent> consents, string channel, string purpose, LegalBasis basis)
    {
        Consent? answer = null;
        foreach (var consent in consents)
            if (consent.Purpose == purpose && consent.Channel == channel) answer = consent;
        return basis switch
        {
            LegalBasis.Consent => answer is { Granted: true } ? new MessageVerdict(true, null, answer.Since) : new MessageVerdict(false, "no-consent", null),
            LegalBasis.LegitimateInterest when answer is { Granted: false } => new MessageVerdict(false, "objection", null),
            _ => new MessageVerdict(true, null, null),
        };
    }
}
