using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Crisis;

/// <summary>A disruption, and when its news comes. <paramref name="Longer"/>: by how much it turns out to last longer, told four hours after it began.</summary>
internal sealed record Disruption(string Id, string Kind, Instant Known, Instant From, Instant Until, Duration Longer, int Level, string[] Stations, string En, string De)
{
    private static readonly Instant First = Instant.FromUtc(2026, 3, 2, 5, 0);

    /// <summary>A storm of twenty hours, a day of strike, and data that was copied.</summary>
    public static IReadOnlyList<Disruption> All { get; } =
    [
        new("storm-1", "storm", At(1, 18), At(2, 12), At(3, 8), Duration.FromHours(3), 2, ["Kiel", "Lübeck", "Rostock"], "Heavy storm: few trains run.", "Schwerer Sturm: kaum Züge."),
        new("strike-1", "strike", At(4, 6), At(5, 1), At(6, 1), Duration.Zero, 1, [.. CrisisTrain.Stations], "Strike: most trains do not run.", "Streik: Die meisten Züge fallen aus."),
        new("leak-1", "cyber", At(8, 9), At(8, 9), At(11, 9), Duration.Zero, 2, [], "Somebody has copied data of accounts.", "Jemand hat Kontodaten kopiert."),
    ];

    public string Topic => "disruption:" + Id;

    public bool IsCyber => Kind == "cyber";

    public Instant Over => Until + Longer;

    /// <summary>Whether a trip that leaves then is affected in the end.</summary>
    public bool Affects(Instant departure) => !IsCyber && departure >= From - Duration.FromHours(1) && departure <= Over;

    /// <summary>A day of the replay, from 0, and an hour of UTC.</summary>
    public static Instant At(int day, int hour) => First + Duration.FromDays(day) + Duration.FromHours(hour - 5);

    /// <summary>When each state becomes known, and until when it is then said to last.</summary>
    public IEnumerable<(Instant At, string State, int Revision, Instant Until)> News()
    {
        yield return (Known, IsCyber ? "active" : "foreseen", 1, Until);
        if (!IsCyber) yield return (From, "active", 2, Until);
        if (Longer > Duration.Zero) yield return (From + Duration.FromHours(4), "active", 3, Over);
        yield return (Over, "over", 4, Over);
    }
}
