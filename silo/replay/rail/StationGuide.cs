using System.Globalization;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// Exits of a station, invented from its name alone: the same on every machine. Neighbouring platforms share an exit, as they do
/// where two tracks share an island.
/// </summary>
public sealed class StationGuide
{
    private readonly uint _hash;
    private readonly uint _exits;

    public StationGuide(string station, IEnumerable<string> platforms)
    {
        _hash = Fnv1A(station);
        _exits = 1 + (_hash % 4);
        Exits = new SortedDictionary<string, string>(platforms.Where(p => p.Length > 0).Distinct().ToDictionary(p => p, ExitAt), StringComparer.Ordinal);
    }

    /// <summary>Nearest exit by platform.</summary>
    public IReadOnlyDictionary<string, string> Exits { get; }

    /// <summary>The exit for a platform that is not listed.</summary>
    public string MainExit => Letter(0);

    /// <summary>The exit next to a car park.</summary>
    public string CarParkExit(string carPark) => Letter(_hash + Fnv1A(carPark));

    /// <summary>The exit nearest to a platform.</summary>
    public string ExitAt(string platform)
    {
        var digits = platform.TakeWhile(char.IsAsciiDigit).Take(4).ToArray();
        return digits.Length == 0 ? MainExit : Letter(_hash + ((uint.Parse(digits, CultureInfo.InvariantCulture) + 1) / 2));
    }

    private string Letter(uint number) => ((char)('A' + (number % _exits))).ToString();

    /// <summary>FNV-1a over UTF-16 units: string.GetHashCode differs from process to process.</summary>
    private static uint Fnv1A(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
