using JourneyOrchestrator.Simulation.Disk;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>How long writes take at the moment.</summary>
internal sealed class DiskTime(Dice dice)
{
    public TimeSpan Longest { get; set; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Next() => TimeSpan.FromMicroseconds(100) + dice.Delay(Longest);
}

/// <summary>The writes of one life of a host, one after the other, each taking its time.</summary>
internal sealed class WriteQueue(Universe universe, DiskTime time, Machine machine)
{
    private TimeSpan free;
    private bool closed;

    public void Run(Action write)
    {
        var begin = free > universe.Now ? free : universe.Now;
        free = machine.IsDead ? universe.Now : begin + time.Next();
        universe.After(free - universe.Now, () =>
        {
            if (!closed) write();
        });
    }

    /// <summary>The life has ended: nobody waits for the writes that are left.</summary>
    public void Close() => closed = true;
}
