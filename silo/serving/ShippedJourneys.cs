using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>The journeys that come with the program, in <c>journeys/</c> beside the binary.</summary>
public static class ShippedJourneys
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "journeys");

    public static IReadOnlyList<string> Files() =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal)] : [];

    /// <summary>Publishes those that are not stored yet, byte for byte; one that a designer changed since is left as it is.</summary>
    /// <exception cref="InvalidOperationException">A shipped journey has errors: the build is broken.</exception>
    public static async Task PublishAsync(ICustomers customers, ILogger log, CancellationToken cancel = default)
    {
        var stored = await customers.StoredJourneysAsync(cancel);
        foreach (var file in Files())
        {
            var json = await File.ReadAllBytesAsync(file, cancel);
            if (stored.Any(row => row.Published && row.Json.AsSpan().SequenceEqual(json))) continue;
            var saved = await customers.SaveJourneyAsync(json, publish: true, cancel);
            if (!saved.Saved)
                throw new InvalidOperationException($"{Path.GetFileName(file)} can't be published: {string.Join(" ", saved.Diagnostics.Select(d => $"{d.Code} {d.Node}: {d.Message}"))}");
            log.JourneyPublished(saved.Id, saved.Version);
        }
    }
}
