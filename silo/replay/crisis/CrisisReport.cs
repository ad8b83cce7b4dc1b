namespace JourneyOrchestrator.Silo.Replay.Crisis;

/// <summary>The report of <c>replay crisis</c>; in JSON the members have these names in camel case (docs/replay.md explains each).</summary>
internal sealed record CrisisReport(
    int Customers, long Signals, double SignalsPerSecond, IReadOnlyDictionary<string, int> CasesByState, IReadOnlyDictionary<string, int> Milestones,
    AffectedFigures Affected, MadeGoodFigures MadeGood, MessageFigures Messages, TurnFigures TurnMilliseconds, long Unexplained, long Incidents);

/// <summary>Customers who were affected, once for each disruption.</summary>
/// <param name="Told">Of both: a message about it was sent.</param>
/// <param name="InTime">Of these: before the departure, before the disruption began, or, where data was copied, within three days.</param>
/// <param name="NotReachable">Of the certain: there is no way to write to them; staff looks after them.</param>
internal sealed record AffectedFigures(int Certain, int Probable, int Told, int InTime, int NotReachable);

/// <summary>What was made good. <paramref name="Cents"/>: paid in all.</summary>
internal sealed record MadeGoodFigures(int Cases, int Paid, long Cents, int Apologies);

/// <summary>Counts a replay of crises.</summary>
internal sealed class CrisisCount : PlayCount
{
    public AffectedFigures Affected { get; set; } = new(0, 0, 0, 0, 0);

    public MadeGoodFigures MadeGood { get; set; } = new(0, 0, 0, 0);

    public CrisisReport Build(int customers, TimeSpan elapsed) =>
        new(customers, Signals, PerSecond(elapsed), CasesByState, Milestones, Affected, MadeGood with { Cases = Milestones.GetValueOrDefault("Made good") }, Messages, Turns(), UnexplainedFacts, Incidents);
}

/// <summary>What a replay of crises plays: a storm, a strike, a cyber incident.</summary>
internal sealed class CrisisScenario
{
    private CrisisScenario(IReadOnlyList<CrisisCustomer> customers)
    {
        Customers = customers;
        var trains = customers.Select(c => c.Train).OfType<CrisisTrain>().DistinctBy(t => t.Topic);
        Timeline = new Timeline([.. customers.SelectMany(CrisisSignals.Of), .. Disruption.All.SelectMany(CrisisSignals.Of), .. trains.SelectMany(CrisisSignals.Of)]);
    }

    public IReadOnlyList<CrisisCustomer> Customers { get; }

    public Timeline Timeline { get; }

    public static CrisisScenario Make(int customers, ulong seed) => new(CrisisCustomer.Make(customers, seed));
}
