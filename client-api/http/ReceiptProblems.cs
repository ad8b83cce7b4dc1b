using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>How a receipt that is not an acceptance shows outside.</summary>
public static class ReceiptProblems
{
    public static int Status(ReceiptKind kind) => kind switch
    {
        ReceiptKind.Reused or ReceiptKind.Invalid => StatusCodes.Status400BadRequest,
        ReceiptKind.Erased => StatusCodes.Status410Gone,
        ReceiptKind.Unknown => StatusCodes.Status404NotFound,
        ReceiptKind.Refused => StatusCodes.Status409Conflict,
        ReceiptKind.Foreign => StatusCodes.Status403Forbidden,
        ReceiptKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a refusal."),
    };

    public static Problem Of(in Receipt receipt) => receipt.Problem ?? receipt.Kind switch
    {
        ReceiptKind.Reused => new("/id", "id-reused", "An event with this source and id came before, with other content.", "Give each event an id of its own."),
        ReceiptKind.Erased => new("/subject", "erased", "This person was erased.", "Stop sending events about this person."),
        ReceiptKind.Unavailable => Unavailable,
        ReceiptKind.Unknown => new("", "unknown", "No such customer, case, task or item.", "Check the id."),
        ReceiptKind.Refused => new("", "wrong-state", "The present state does not allow it.", "Read the state again."),
        _ => new("", "invalid", "The input is not acceptable.", "Check the input against the API description."),
    };

    public static Problem Unavailable { get; } =
        new("", "unavailable", "The host can't take it now.", "Send it again after the time in Retry-After; what was taken already counts once.");
}
