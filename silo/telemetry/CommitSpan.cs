using System.Diagnostics;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Telemetry;

/// <summary>One transaction of the journal: its span, a child of the first turn in it that is traced and linked with the others, and its measurements.</summary>
public readonly struct CommitSpan
{
    private const string Operation = "COMMIT", Namespace = "journal";

    private readonly Activity? span;
    private readonly string system;
    private readonly long began;

    private CommitSpan(Activity? span, string system, long began) => (this.span, this.system, this.began) = (span, system, began);

    /// <param name="system">Of the store: <see cref="IJournalStore.SystemName"/>.</param>
    public static CommitSpan Start(CommitBatch batch, string system)
    {
        var span = Spans.AreWanted ? StartSpan(batch, system) : null;
        return new CommitSpan(span, system, Stopwatch.GetTimestamp());
    }

    /// <param name="error">Why nothing was written; null: it was.</param>
    public void End(CommitBatch batch, Exception? error = null)
    {
        if (error is not null) Spans.Fail(span, error.GetType().FullName!);
        if (Instruments.CommitTime.Enabled)
        {
            using var exemplar = new Exemplar(span);
            var tags = new TagList { Instruments.Tag(Attributes.DbSystem, system), Instruments.Tag(Attributes.DbOperation, Operation), Instruments.Tag(Attributes.DbNamespace, Namespace) };
            if (error is not null) tags.Add(Attributes.ErrorType, error.GetType().FullName);
            Instruments.CommitTime.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
        Spans.Stop(span);
        if (error is not null) return;
        Instruments.CommitTurns.Record(batch.Turns.Count);
        if (Instruments.CommitBytes.Enabled) Instruments.CommitBytes.Add(batch.Turns.Sum(turn => turn.Entry.Plain.Length + (long)(turn.Entry.Sealed?.Length ?? 0)));
    }

    private static Activity? StartSpan(CommitBatch batch, string system)
    {
        var contexts = batch.Turns.Where(turn => turn.Trace is not null).Select(turn => Spans.Parse(turn.Trace)).ToList();
        if (contexts.Count == 0) return null;   // no turn of it is traced: nobody would ask for it
        return Spans.Start($"{Operation} {Namespace}", ActivityKind.Client, contexts[0], Spans.LinksTo(contexts.Skip(1)))
            ?.SetTag(Attributes.DbSystem, system).SetTag(Attributes.DbNamespace, Namespace).SetTag(Attributes.DbOperation, Operation)
            .SetTag(Attributes.DbBatchSize, batch.Turns.Count);
    }
}
