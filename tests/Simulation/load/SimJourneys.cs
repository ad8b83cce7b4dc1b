using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>The journeys of the simulation, beside those that ship.</summary>
internal static class SimJourneys
{
    private static readonly byte[][] Files =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "simulated"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public static async Task PublishAsync(ICustomers customers)
    {
        var stored = await customers.StoredJourneysAsync().ConfigureAwait(false);
        foreach (var json in Files)
        {
            if (stored.Any(row => row.Json.AsSpan().SequenceEqual(json))) continue;
            var saved = await customers.SaveJourneyAsync(json, publish: true).ConfigureAwait(false);
            if (!saved.Saved) throw new InvalidOperationException($"{saved.Id}: {string.Join(" ", saved.Diagnostics.Select(d => d.Message))}");
        }
    }
}
