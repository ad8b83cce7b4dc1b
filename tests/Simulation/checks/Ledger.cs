using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Simulation.World;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>A signal that a host acknowledged. <paramref name="Seq"/>: the entry it named; 0: it named none.</summary>
internal sealed record Acknowledged(Signal Signal, int Client, int Number, long Seq);

/// <summary>What those outside were told and given, as they would remember it; and what can be seen from that alone to be wrong, at once.</summary>
internal sealed class Ledger(Universe universe)
{
    private readonly List<(DateTimeOffset At, int Version)> published = [];

    public const string ConsentType = "customer.consent.changed";

    private readonly Dictionary<(string Customer, long Seq), string> entries = [];
    private readonly Dictionary<string, int> lastConsent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> withdrawn = new(StringComparer.Ordinal);

    public Dictionary<string, Acknowledged> Signals { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Acknowledged> TopicEvents { get; } = new(StringComparer.Ordinal);

    /// <summary>Persons whose erasure was asked for.</summary>
    public HashSet<string> Erasing { get; } = new(StringComparer.Ordinal);

    public TopicNotes Topic { get; } = new(universe);

    public Told Told { get; } = new(universe);

    public Dictionary<string, Effect> Effects { get; } = new(StringComparer.Ordinal);

    /// <summary>A client is about to ask.</summary>
    public void Sent(Operation operation)
    {
        if (operation is Operation.Erase erase) Erasing.Add(erase.Customer);
        if (operation is Operation.Send { Topic: not null, Signals: [var news] }) Topic.Sent(news.Id);
        if (operation is not Operation.Send { Signals: [{ Type: ConsentType } consent] }) return;
        lastConsent[consent.Subject] = operation.Number;
        if (IsGranted(consent)) withdrawn.Remove(consent.Subject);
    }

    public void Answered(Operation.Send send, SimHost host, Receipt[] receipts)
    {
        universe.Log($"{host.Name} answers {send.Name}: {string.Join(' ', receipts.Select(r => $"{r.Kind} {r.Seq}"))}");
        for (var i = 0; i < receipts.Length; i++)
        {
            if (receipts[i].Kind is ReceiptKind.Reused) universe.Fail($"{send.Signals[i].Id} was taken for another signal");
            if (receipts[i].Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate) Acknowledge(send, send.Signals[i], receipts[i].Seq);
        }
    }

    public void Published(int version)
    {
        universe.Log($"version {version} of the orders is published");
        published.Add((universe.Clock.GetUtcNow(), version));
    }

    /// <summary>Moves of cases to a version that were acknowledged.</summary>
    public HashSet<(CaseId Case, int Version)> Moves { get; } = [];

    public void Moved(CaseId order, int version)
    {
        universe.Log($"order {order} is moved to version {version}");
        Moves.Add((order, version));
    }

    /// <summary>The newest version that was known to be published at a time; 0: none was.</summary>
    public int VersionAt(DateTimeOffset at) => published.Where(one => one.At < at).Select(one => one.Version).DefaultIfEmpty().Max();

    public void Erased(Operation.Erase erase, ReadStatus status) => universe.Log($"{erase.Customer} is erased: {status}");

    /// <summary>A host is about to send something to a receiver, and has asked for consent.</summary>
    public void HandedOver(string customer, Effect effect)
    {
        universe.Log($"handed over {effect.Id}");
        if (effect is Effect.Message { Basis: "consent" } && withdrawn.TryGetValue(customer, out var since) && since < universe.Now)
            universe.Fail($"message {effect.Id} goes to {customer}, whose consent was withdrawn at {since.TotalSeconds:F6}");
    }

    public void Received(Effect effect)
    {
        universe.Log($"received {effect.Id}");
        if (!Effects.TryAdd(effect.Id, effect) && !Effects[effect.Id].Equals(effect)) universe.Fail($"effect {effect.Id} came with two contents");
    }

    private void Acknowledge(Operation.Send send, Signal signal, long seq)
    {
        (send.Topic is null ? Signals : TopicEvents).TryAdd(signal.Id, new Acknowledged(signal, send.Client, send.Number, seq));
        if (send.Topic is null && seq > 0 && !entries.TryAdd((signal.Subject, seq), signal.Id) && entries[(signal.Subject, seq)] is var other && other != signal.Id)
            universe.Fail($"entry {seq} of {signal.Subject} was promised to {other} and to {signal.Id}");
        if (signal.Type == ConsentType && !IsGranted(signal) && lastConsent[signal.Subject] == send.Number) withdrawn.TryAdd(signal.Subject, universe.Now);
    }

    private static bool IsGranted(Signal consent) => consent.Data.AsMap()["granted"].IsTrue;
}
