using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>The answer of an erasure.</summary>
public static class ErasureWire
{
    private sealed record Answer(ReadStatus Status, string? Receipt, DateTimeOffset At, Dictionary<string, long>? Removed);

    public static byte[] Write(ReadResult<ErasureReceipt> result) => WireJson.Write(result.Value is { } receipt
        ? new Answer(result.Status, receipt.Receipt, receipt.At, new Dictionary<string, long>(receipt.Removed, StringComparer.Ordinal))
        : new Answer(result.Status, null, default, null));

    public static ReadResult<ErasureReceipt> Read(byte[] utf8)
    {
        var answer = WireJson.Read<Answer>(utf8);
        return answer.Receipt is null ? new(answer.Status) : ReadResult<ErasureReceipt>.Found(new ErasureReceipt(answer.Receipt, answer.At, answer.Removed ?? []));
    }
}
