using System.Diagnostics;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>
/// The span of one turn, from when it is decided until it is on disk. It is a child of what asked for it and is waiting: the call, the
/// event's own trace, the sender. What was waited for, a timer or an event on a topic, began long before and for many: that one is linked.
/// </summary>
public sealed class TurnSpan
{
    private readonly Activity? span;

    private TurnSpan(Activity? span) => this.span = span;

    /// <summary>What the turn's effects and timers carry on; null when it is not sampled at all.</summary>
    public string? TraceParent => span?.Id;

    /// <inheritdoc cref="Exemplar"/>
    public Exemplar Enter() => new(span);

    /// <param name="caller">The span that runs where the input was handed over; null: none.</param>
    /// <param name="cause">The <c>traceparent</c> that came with the input from the store; null: none.</param>
    public static TurnSpan Start(Input input, Activity? caller, string? cause)
    {
        var local = caller?.Context ?? default;
        var (parent, link) = input switch
        {
            Input.Event e when Spans.ContextOf(e.Signal) is var remote && Spans.IsSet(remote) => (remote, local),
            Input.Topic t => (default, Spans.ContextOf(t.Signal)),
            Input.TimerDue => (default, Spans.Parse(cause)),
            _ => (cause is null ? local : Spans.Parse(cause), default),
        };
        var span = Spans.Start($"process {KindOf(input)}", ActivityKind.Consumer, parent, Spans.LinksTo([link]));
        span?.SetTag(Attributes.MessagingSystem, "journey").SetTag(Attributes.MessagingOperation, "process")
            .SetTag(Attributes.MessagingOperationType, "process").SetTag(Attributes.MessagingDestination, "customers")
            .SetTag(Attributes.InputKind, KindOf(input));
        if (SignalOf(input) is { } signal) span?.SetTag(Attributes.EventType, signal.Type);
        return new TurnSpan(span);
    }

    public void Decided(Entry entry) => span?.SetTag(Attributes.Facts, entry.Facts.Length);

    public void End(Receipt receipt)
    {
        span?.SetTag(Attributes.Outcome, OutcomeOf(receipt.Kind));
        if (receipt.Seq > 0) span?.SetTag(Attributes.Seq, receipt.Seq);
        if (receipt.Kind == ReceiptKind.Unavailable) Spans.Fail(span, "unavailable");
        Spans.Stop(span);
    }

    /// <summary>Counts an answered input.</summary>
    public static void Count(Input input, ReceiptKind outcome)
    {
        if (Instruments.Turns.Enabled)
            Instruments.Turns.Add(1, Instruments.Tag(Attributes.InputKind, KindOf(input)), Instruments.Tag(Attributes.Outcome, OutcomeOf(outcome)));
    }

    /// <summary>Counts the incidents of a turn.</summary>
    public static void CountIncidents(Entry entry)
    {
        if (!Instruments.Incidents.Enabled) return;
        foreach (var fact in entry.Facts)
            if (fact is IncidentRaised) Instruments.Incidents.Add(1);
    }

    private static Signal? SignalOf(Input input) => input switch
    {
        Input.Event e => e.Signal,
        Input.Topic t => t.Signal,
        Input.Internal i => i.Signal,
        _ => null,
    };

    private static string KindOf(Input input) => input switch
    {
        Input.Event => "event",
        Input.Internal or Input.Join => "internal",
        Input.Topic => "topic",
        Input.TimerDue => "timer",
        Input.ActOnTask => "task",
        _ => "command",
    };

    private static string OutcomeOf(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Accepted => "accepted",
        ReceiptKind.Duplicate => "duplicate",
        ReceiptKind.Reused => "reused",
        ReceiptKind.Erased => "erased",
        ReceiptKind.Unknown => "unknown",
        ReceiptKind.Refused => "refused",
        ReceiptKind.Invalid => "invalid",
        _ => "unavailable",
    };
}
