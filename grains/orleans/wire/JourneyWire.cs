using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>The answer to saving a journey.</summary>
public static class JourneyWire
{
    public static byte[] Write(SavedJourney saved) => WireJson.Write(saved);

    public static SavedJourney Read(byte[] utf8) => WireJson.Read<SavedJourney>(utf8);
}
