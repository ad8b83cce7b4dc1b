namespace JourneyOrchestrator.Simulation.World;

/// <summary>Kinds of faults that a run may have.</summary>
[Flags]
internal enum Faults
{
    None = 0,
    /// <summary>A host is killed, at any write of the disk; what it wrote stays with the operating system.</summary>
    Kills = 1,
    /// <summary>The power fails: all hosts end, and what was not synced is lost, kept or torn.</summary>
    Power = 2,
    /// <summary>Reads, writes and syncs fail for a while.</summary>
    DiskErrors = 4,
    /// <summary>No file can grow for a while.</summary>
    FullDisk = 8,
    /// <summary>Writes take up to seconds for a while.</summary>
    SlowDisk = 16,
    /// <summary>Calls and answers are lost.</summary>
    Loss = 32,
    /// <summary>Calls come twice, the second one perhaps much later.</summary>
    Doubles = 64,
    /// <summary>Receivers fail, and answer late or never.</summary>
    Receivers = 128,
    /// <summary>A second host works on the same store, as if each took the other for dead.</summary>
    TwoHosts = 256,
    /// <summary>A host is ended in good order and started again.</summary>
    Restarts = 512,
    /// <summary>Clients cannot reach a host for a while.</summary>
    Partitions = 1_024,
    /// <summary>Bits turn over on the disk, when all else is over.</summary>
    Rot = 2_048,
    All = 4_095,
}

/// <summary>Faults of the simulator's own making, each of which it must find.</summary>
internal enum Planted
{
    None,
    /// <summary>Signals are acknowledged before they are on disk.</summary>
    EarlyAnswer,
    /// <summary>A signal that comes again is taken for another one.</summary>
    NoDeduplication,
    /// <summary>Syncs do nothing.</summary>
    NoSync,
    /// <summary>Timers do not fire after the first restart.</summary>
    NoTimers,
    /// <summary>Each try of an effect has a key of its own.</summary>
    NewKeys,
    /// <summary>Messages lie about between the question for consent and their sending.</summary>
    LateSending,
    /// <summary>Of two hosts, the one whose turn was refused says that it was kept.</summary>
    BothCommit,
    /// <summary>A state in memory has what no journal has.</summary>
    StaleState,
    /// <summary>Entries and snapshots have no checksums.</summary>
    NoChecksums,
    /// <summary>Some state changes count as told, of which the subscriber never heard.</summary>
    LostChanges,
    /// <summary>Pauses and withdrawals are answered and not carried out.</summary>
    NoActs,
    /// <summary>A new version of a journey is stored as a draft, and said to be published.</summary>
    OldJourneys,
    /// <summary>Moves of cases to another version are answered and not carried out.</summary>
    LostMoves,
    /// <summary>The journal of whoever a visitor was joined to does not have the join.</summary>
    LostJoin,
}

/// <summary>What a seed stands for: how much is done, and what goes wrong.</summary>
internal sealed record Plan(ulong Seed, Faults Faults, int Customers, int Operations)
{
    public Planted Planted { get; init; }

    /// <summary>Somebody has subscribed to state changes.</summary>
    public bool HasSubscriber { get; init; }

    /// <summary>Somebody pauses the topic and withdraws events.</summary>
    public bool HasEditor { get; init; }

    /// <summary>Somebody publishes new versions of a journey and moves cases to them, where a host has the store for itself: another one would not hear of them.</summary>
    public bool HasDesigner { get => field && !Has(Faults.TwoHosts); init; }

    /// <summary>A few kinds of faults of each seed: runs in which everything goes wrong at a time hide what one kind alone would show.</summary>
    public static Plan Of(ulong seed)
    {
        var dice = new Dice(seed, 1);
        var faults = Faults.None;
        for (var bit = 1; bit < (int)Faults.Rot; bit <<= 1)
            if (dice.Chance(350)) faults |= (Faults)bit;
        var plan = new Plan(seed, faults, dice.Between(1, 4), dice.Between(4, 16));
        // What came later is drawn later, so that a seed stays what it was.
        if (dice.Chance(350)) faults |= Faults.Rot;
        return plan with { Faults = faults, HasSubscriber = dice.Chance(400), HasEditor = dice.Chance(400), HasDesigner = dice.Chance(400) };
    }

    public bool Has(Faults fault) => (Faults & fault) != 0;
}
