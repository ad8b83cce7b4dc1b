using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>What is measured is work that was done.</summary>
internal static class Accepted
{
    /// <exception cref="InvalidOperationException">Something was not accepted.</exception>
    public static void Check(IReadOnlyList<Receipt> receipts)
    {
        foreach (var receipt in receipts)
            if (receipt.Kind != ReceiptKind.Accepted) throw new InvalidOperationException($"A signal was not accepted: {receipt.Kind} {receipt.Problem?.Message}");
    }
}
