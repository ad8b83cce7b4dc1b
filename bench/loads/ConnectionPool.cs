using System.Collections.Concurrent;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>Connections that are opened when all others are busy.</summary>
internal sealed class ConnectionPool(Uri address) : IDisposable
{
    private readonly ConcurrentBag<RawConnection> free = [];

    public async Task CallAsync(ReadOnlyMemory<byte> request)
    {
        if (!free.TryTake(out var connection)) connection = await RawConnection.OpenAsync(address);
        await connection.CallAsync(request);
        free.Add(connection);
    }

    public void Dispose()
    {
        foreach (var connection in free) connection.Dispose();
    }
}
