using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>What <c>customer.identified</c> must say: its subject is an anonymous visitor, <c>data.customer</c> somebody who is not. So no two known
/// customers are ever made one by an event, no alias has an alias of its own, and none goes round in a circle.</summary>
internal static class Identity
{
    private const int IdBytesMax = 256;

    public static Problem? Problem(Signal signal)
    {
        if (!ProvisionalIds.Is(signal.Subject))
            return new Problem("/subject", "not-provisional", $"Only a customer whose id begins with '{ProvisionalIds.Prefix}' can be joined to another by an event.", "Send the anonymous id as the subject and the customer's in 'data'.");
        if (signal.Data.Kind != ValueKind.Map || signal.Data.AsMap()["customer"] is not { Kind: ValueKind.String } customer || !IsId(customer.AsString()))
            return new Problem("/data/customer", "required", "'customer' is no customer id.", $"Give the id of the known customer, up to {IdBytesMax} bytes without control characters.");
        return ProvisionalIds.Is(customer.AsString())
            ? new Problem("/data/customer", "provisional", "An anonymous visitor can't be joined to another one.", "Give the id of the known customer.")
            : null;
    }

    private static bool IsId(string text) =>
        text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= IdBytesMax && !text.Any(char.IsControl);

    /// <summary>The customer whom a checked signal names.</summary>
    public static string CustomerOf(Signal signal) => signal.Data.AsMap()["customer"].AsString();
}
