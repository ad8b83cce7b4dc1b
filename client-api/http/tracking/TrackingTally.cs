using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Events;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>What became of the messages of one call.</summary>
internal sealed class TrackingTally
{
    private readonly SortedDictionary<int, IReadOnlyList<Problem>> rejected = [];
    private bool unavailable;

    public void Reject(int index, IReadOnlyList<Problem> problems) => rejected.TryAdd(index, problems);

    /// <param name="identify">The signal says who an anonymous visitor is, as a part of an identify.</param>
    public void Add(int index, in Receipt receipt, bool identify)
    {
        switch (receipt.Kind)
        {
            // SDKs give each message an id of its own; the same id again is the same message, though its time may have been corrected otherwise.
            case ReceiptKind.Accepted or ReceiptKind.Duplicate or ReceiptKind.Reused: break;
            case ReceiptKind.Unavailable: unavailable = true; break;
            // A device that somebody else used before: it stays with the first person, what is said of this one counts.
            // A key for one customer does not join; what is said of that customer counts.
            case ReceiptKind.Refused or ReceiptKind.Foreign when identify: break;
            default: Reject(index, [ReceiptProblems.Of(receipt)]); break;
        }
    }

    /// <summary>The SDKs try again after 5xx, 408, 410 and 429 and give up for good after any other 4xx: what can be sent again with hope is 503 and
    /// nothing else is. A bad message among good ones is told in the body, or all of them would pass for lost.</summary>
    public Task AnswerAsync(HttpContext context, int messages, bool batch)
    {
        if (unavailable)
            return ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, ReceiptProblems.Unavailable.Message, ReceiptProblems.Unavailable);
        if (rejected.Count == 0 || messages > rejected.Count) return JsonAnswer.OkAsync(context, this, Write);
        return ProblemAnswer.BadRequestAsync(
            context, [.. Listed.SelectMany(r => batch ? r.Value.Select(p => TrackingProblems.AtIndex(r.Key, p)) : r.Value)]);
    }

    /// <summary>Not all of them: a body of a thousand thousand bytes can hold half as many bad messages, each answered with far more than it had.</summary>
    private IEnumerable<KeyValuePair<int, IReadOnlyList<Problem>>> Listed => rejected.Take(EventTally.RejectedMax);

    private static void Write(Utf8JsonWriter json, TrackingTally tally)
    {
        json.WriteStartObject();
        json.WriteBoolean("success", true);
        if (tally.rejected.Count > 0)
        {
            json.WriteStartArray("rejected");
            foreach (var (index, problems) in tally.Listed) ProblemAnswer.WriteRejected(json, index, "Message rejected", problems);
            json.WriteEndArray();
            if (tally.rejected.Count > EventTally.RejectedMax) json.WriteNumber("rejectedNotListed", tally.rejected.Count - EventTally.RejectedMax);
        }
        json.WriteEndObject();
    }
}
