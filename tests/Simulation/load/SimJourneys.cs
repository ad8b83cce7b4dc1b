using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>The journeys of the simulation, beside those that ship.</summary>
internal static class SimJourneys
{
    private static readonly byte[][] Files =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "simulated"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public const string Order = "sim-order";

    /// <summary>The journey of orders as a designer has changed it for the n-th time: it does the same.</summary>
    public static byte[] ChangedOrder(int number) =>
        Encoding.UTF8.GetBytes(Files.Select(Encoding.UTF8.GetString).Single(text => text.Contains($"\"{Order}\"", StringComparison.Ordinal)).Replace("\"Order\"", $"\"Order {number}\"", StringComparison.Ordinal));

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
