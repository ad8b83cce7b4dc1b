using JourneyOrchestrator.Grains.Customers;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Noted in every entry: what decided.</summary>
public static class EngineVersions
{
    public static EntryVersions Current { get; } = new(
        typeof(EngineVersions).Assembly.GetName().Version!.ToString(3), NodaTime.DateTimeZoneProviders.Tzdb.VersionId);
}
