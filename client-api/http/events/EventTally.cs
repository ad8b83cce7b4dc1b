using System.Text.Json;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Counts what became of many events and lists the rejected ones by their place, from 0.</summary>
internal sealed class EventTally
{
    /// <summary>Rejections listed in one answer; a stream without end must not fill the memory.</summary>
    public const int RejectedMax = 10_000;

    /// <summary>Events not taken that one answer names.</summary>
    public const int NotTakenMax = 100;

    private readonly List<(long Index, IReadOnlyList<Problem> Problems)> rejected = [];
    private readonly List<Problem> notTaken = [];
    private long accepted, setAside, duplicates, omitted;

    /// <summary>True when the host could not take some of them: then those, or the whole, must be sent again.</summary>
    public bool Unavailable => notTaken.Count > 0;

    /// <summary>Why, each with the event's place in the field; the first of them.</summary>
    public IReadOnlyList<Problem> NotTaken => notTaken;

    /// <summary>The host has no room for what comes from this place on.</summary>
    public void NoRoom(long index) => NotTake(index, EventProblems.NoRoom);

    public void Reject(long index, IReadOnlyList<Problem> problems)
    {
        if (rejected.Count < RejectedMax) rejected.Add((index, problems));
        else omitted++;
    }

    public void Add(long index, in Receipt receipt)
    {
        switch (receipt.Kind)
        {
            case ReceiptKind.Accepted:
                accepted++;
                if (receipt.SetAside) setAside++;
                break;
            case ReceiptKind.Duplicate: duplicates++; break;
            case ReceiptKind.Unavailable: NotTake(index, ReceiptProblems.Of(receipt)); break;
            default: Reject(index, [ReceiptProblems.Of(receipt)]); break;
        }
    }

    private void NotTake(long index, Problem problem)
    {
        if (notTaken.Count < NotTakenMax) notTaken.Add(problem with { Field = $"/{index}{problem.Field}" });
    }

    public static void Write(Utf8JsonWriter writer, EventTally tally)
    {
        writer.WriteStartObject();
        writer.WriteNumber("accepted", tally.accepted);
        if (tally.setAside > 0) writer.WriteNumber("setAside", tally.setAside);
        writer.WriteNumber("duplicates", tally.duplicates);
        writer.WriteStartArray("rejected");
        // Groups end one after the other, but a line can be refused while the group before it is still being written.
        foreach (var (index, problems) in tally.rejected.OrderBy(r => r.Index)) ProblemAnswer.WriteRejected(writer, index, "Event rejected", problems);
        writer.WriteEndArray();
        if (tally.omitted > 0) writer.WriteNumber("rejectedNotListed", tally.omitted);
        writer.WriteEndObject();
    }
}

/// <summary>Events read together, with their places, to be handed on together.</summary>
internal sealed class EventGroup
{
    private readonly List<Signal> signals = [];
    private readonly List<long> places = [];

    public int Count => signals.Count;

    /// <summary>Place of the first; null: there is none.</summary>
    public long? First => places.Count > 0 ? places[0] : null;

    /// <summary>Size of the events as they came.</summary>
    public int Bytes { get; private set; }

    public void Add(long index, in EventReading reading, EventTally tally, int bytes = 0)
    {
        Bytes += bytes;
        if (reading.Signal is null)
        {
            tally.Reject(index, reading.Problems);
            return;
        }
        signals.Add(reading.Signal);
        places.Add(index);
    }

    public async Task SubmitAsync(EventTarget target, EventTally tally, CancellationToken cancel)
    {
        if (signals.Count == 0) return;
        var receipts = await target.SubmitAsync(signals, cancel);
        for (var i = 0; i < receipts.Length; i++) tally.Add(places[i], receipts[i]);
    }
}
