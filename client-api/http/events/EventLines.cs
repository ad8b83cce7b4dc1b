using System.Buffers;
using System.IO.Pipelines;
using JourneyOrchestrator.ClientApi.CloudEvents;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>
/// Reads events line by line (NDJSON) and commits them in groups while the rest is still on its way: each group is what had
/// arrived when the one before was on disk. Blank lines don't count. A line over the limit is skipped without being kept.
/// </summary>
internal sealed class EventLines(HttpContext context, EventTarget target, EventTally tally, TimeProvider clock)
{
    private const int GroupMax = 512, GroupBytesMax = EventLimits.BodyBytesMax;
    private const byte NewLine = (byte)'\n';

    private readonly PipeReader body = context.Request.BodyReader;
    private EventGroup group = new();
    private long partial;   // bytes of a line whose end has not come
    private bool hasRoom;
    private long index;
    private bool skipping;
    private bool ended;

    /// <summary>Runs to the end of the body, or until the host can't take more (<see cref="EventTally.Unavailable"/>).</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var writing = Task.CompletedTask;
        while (!ended && !tally.Unavailable)
        {
            Take(await body.ReadAsync(cancel));
            await writing;
            while (!ended && !IsFull && body.TryRead(out var more)) Take(more);
            if (!HasRoom())
            {
                tally.NoRoom(group.First ?? index);
                return;
            }
            writing = group.SubmitAsync(target, tally, cancel);
            group = new();
        }
        await writing;
    }

    private bool IsFull => group.Count >= GroupMax || group.Bytes >= GroupBytesMax;

    /// <summary>A stream that has sent much at a time may hold two full groups from then on: one being written, one being gathered.</summary>
    private bool HasRoom() => hasRoom || group.Bytes + partial <= BodyRoom.Small || (hasRoom = BodyRoom.TryTake(context, 2 * GroupBytesMax));

    private void Take(in ReadResult read)
    {
        var rest = read.Buffer;
        while (!IsFull && rest.PositionOf(NewLine) is { } end)
        {
            TakeLine(rest.Slice(0, end));
            rest = rest.Slice(rest.GetPosition(1, end));
        }
        var full = IsFull;
        if (!full && read.IsCompleted)
        {
            TakeLine(rest);
            rest = rest.Slice(rest.End);
            ended = true;
        }
        else if (!full && (skipping || rest.Length > EventLimits.BodyBytesMax))
        {
            skipping = true;
            rest = rest.Slice(rest.End);
        }
        partial = full ? 0 : rest.Length;
        body.AdvanceTo(rest.Start, full ? rest.Start : rest.End);
    }

    private void TakeLine(in ReadOnlySequence<byte> line)
    {
        if (skipping || line.Length > EventLimits.BodyBytesMax)
        {
            skipping = false;
            tally.Reject(index++, [EventProblems.TooLarge]);
            return;
        }
        if (line.IsSingleSegment)
        {
            TakeLine(line.FirstSpan);
            return;
        }
        var rented = ArrayPool<byte>.Shared.Rent((int)line.Length);
        line.CopyTo(rented);
        TakeLine(rented.AsSpan(0, (int)line.Length));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (index == 0) line = line[RequestBody.MarkLength(line)..];
        if (line.IndexOfAnyExcept(" \t\r"u8) < 0) return;
        group.Add(index++, target.Check(CloudEventReader.Read(line, target.Subject, clock.GetUtcNow())), tally, line.Length);
    }
}
