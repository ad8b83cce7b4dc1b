using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>What reads found damaged in the store since the start: each place is logged once, however often it is met again. Thread-safe.</summary>
internal sealed class Damage(ILogger log)
{
    private const int PlacesMax = 10_000;

    private readonly ConcurrentDictionary<string, bool> places = new(StringComparer.Ordinal);

    /// <summary>Places found; beyond some thousands they are not told apart any more.</summary>
    public int Count => places.Count;

    public void Note(DamagedStoreException found)
    {
        if (places.Count < PlacesMax && places.TryAdd(found.Message, true)) log.StoreDamaged(found.InnerException, found.Message);
    }
}
