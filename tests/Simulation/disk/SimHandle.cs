namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>A file that a program has open.</summary>
internal sealed class SimHandle(SimFile file, Machine machine)
{
    public SimFile File { get; } = file;

    public Machine Machine { get; } = machine;

    /// <summary>Locks of the shared memory, a bit each.</summary>
    public int Reads { get; set; }

    public int Writes { get; set; }

    public bool IsMapped { get; set; }

    public bool DeleteOnClose { get; init; }
}
