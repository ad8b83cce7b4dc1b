namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What another host that shares the store has written: a hint to look, which may be lost or come twice.</summary>
/// <param name="Timers">Timers were set.</param>
/// <param name="Effects">Effects were queued.</param>
/// <param name="Topics">Topic events are on their way.</param>
/// <param name="Journeys">A journey was saved.</param>
/// <param name="Customers">Whose entries were committed, by key.</param>
/// <param name="Erased">Who was erased, by key.</param>
public sealed record StoreNews(bool Timers, bool Effects, bool Topics, bool Journeys, IReadOnlyList<long> Customers, IReadOnlyList<long> Erased)
{
    /// <summary>Nothing.</summary>
    public static StoreNews None { get; } = new(false, false, false, false, [], []);

    /// <summary>Anything: more than fits, or something may have been missed.</summary>
    public static StoreNews Anything { get; } = new(true, true, true, true, [], []) { Entries = true };

    /// <summary>Entries were committed: of <see cref="Customers"/>, or, where there are none, of anybody.</summary>
    public bool Entries { get; init; }
}
