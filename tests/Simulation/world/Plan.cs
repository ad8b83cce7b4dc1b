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
    All = 2_047,
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
}

/// <summary>What a seed stands for: how much is done, and what goes wrong.</summary>
internal sealed record Plan(ulong Seed, Faults Faults, int Customers, int Operations)
{
    public Planted Planted { get; init; }

    /// <summary>A few kinds of faults of each seed: runs in which everything goes wrong at a time hide what one kind alone would show.</summary>
    public static Plan Of(ulong seed)
    {
        var dice = new Dice(seed, 1);
        var faults = Faults.None;
        for (var bit = 1; bit < (int)Faults.All; bit <<= 1)
            if (dice.Chance(350)) faults |= (Faults)bit;
        return new Plan(seed, faults, dice.Between(1, 4), dice.Between(4, 16));
    }

    public bool Has(Faults fault) => (Faults & fault) != 0;
}
