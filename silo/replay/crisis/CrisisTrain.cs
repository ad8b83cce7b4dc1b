using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Crisis;

/// <summary>A train that was made up: every hour one on each line between two stations. The seed alone decides how it runs, whoever rides on it.</summary>
internal sealed record CrisisTrain(int Line, Instant Departure, bool Cancelled, int MinutesLate)
{
    public static readonly string[] Stations = ["Kiel", "Lübeck", "Rostock", "Hamburg", "Berlin", "Hannover"];

    public static readonly Duration Ride = Duration.FromMinutes(70);

    public string Number => string.Create(CultureInfo.InvariantCulture, $"{Line}{Departure.InUtc().Hour:D2}");

    public string Date => Departure.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public string Topic => $"train:RE-{Number}:{Date}";

    public string From => Stations[Line];

    public string To => Stations[(Line + 1) % Stations.Length];

    public Instant Arrival => Departure + Ride;

    /// <summary>The trains of a seed: which runs, and how late.</summary>
    public static CrisisTrain Of(ulong seed, int line, Instant departure)
    {
        var random = SplitMix64.For(seed ^ 0x5EED, (line * 10_000) + (int)(departure - Disruption.At(0, 0)).TotalHours);
        var met = Disruption.All.FirstOrDefault(d => d.Affects(departure) && (d.Stations.Contains(Stations[line]) || d.Stations.Contains(Stations[(line + 1) % Stations.Length])));
        var chance = random.Below(100);
        var late = random.Between(35, 190);
        return met is null ? new CrisisTrain(line, departure, false, chance < 20 ? random.Between(2, 12) : 0)
            : new CrisisTrain(line, departure, chance < 60, chance < 90 ? late : 0);
    }
}
