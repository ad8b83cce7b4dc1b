using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// Draws rides from the plan, with and without a transfer. It reads the plan only: how a train ended has no say in who takes it.
/// </summary>
internal sealed class RouteFinder
{
    private const int Tries = 50;
    private static readonly Duration TransferLeast = Duration.FromMinutes(6);
    private static readonly Duration TransferMost = Duration.FromMinutes(20);

    /// <summary>After the window's start, so that trains are known for a while before anybody boards one.</summary>
    private static readonly Duration LeadTime = Duration.FromMinutes(45);

    private readonly Departures _departures;
    private readonly RailStop[][] _boarding;

    public RouteFinder(RailData data, Departures departures)
    {
        _departures = departures;
        var first = data.WindowStart + LeadTime;
        var usable = data.Stops.Where(s => s.PlannedDep >= first && Departures.Ahead(s).Any()).ToArray();
        _boarding =
        [
            [.. usable.Where(s => s.Trip.Type == "S")],
            [.. usable.Where(s => s.Trip.Type == "N")],
            [.. usable.Where(s => s.Trip.Type is not ("S" or "N"))],
        ];
        if (usable.Length == 0)
            throw new ReplayInputException("stops", 0, null, $"no train departs from {RailTime.Text(first)} on and stops again; give a longer span.");
    }

    /// <summary>One ride, or two when a transfer is wished and one is found.</summary>
    public IReadOnlyList<Leg> Draw(ref SplitMix64 random, bool transfer)
    {
        for (var i = 0; transfer && i < Tries; i++)
        {
            var first = DrawRide(ref random);
            if (Onward(ref random, first) is { } second) return [first, second];
        }
        return [DrawRide(ref random)];
    }

    private Leg DrawRide(ref SplitMix64 random)
    {
        var from = random.Pick<RailStop>(DrawType(ref random));
        return new Leg(from, random.Pick<RailStop>(Departures.Ahead(from).ToArray()));
    }

    /// <summary>The file is four fifths S-Bahn; regional and long distance trains are what journeys are about, so they are drawn more.</summary>
    private RailStop[] DrawType(ref SplitMix64 random)
    {
        while (true)
        {
            var type = _boarding[random.Below(100) switch { < 30 => 0, < 75 => 1, _ => 2 }];
            if (type.Length > 0) return type;
        }
    }

    private Leg? Onward(ref SplitMix64 random, Leg first)
    {
        var arrival = first.PlannedArr;
        var onward = _departures.Between(first.To.Station, arrival + TransferLeast, arrival + TransferMost)
            .Where(s => s.Trip != first.Trip)
            .SelectMany(s => Departures.Ahead(s), (from, to) => new Leg(from, to))
            .Where(leg => leg.To.Station != first.From.Station)
            .ToArray();
        return onward.Length == 0 ? null : random.Pick<Leg>(onward);
    }
}
