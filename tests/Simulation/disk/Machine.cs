namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>A program's life as the disk sees it: from the moment it is killed, nothing that it still tries has any effect.</summary>
internal sealed class Machine(string name)
{
    public string Name { get; } = name;

    public bool IsDead { get; private set; }

    /// <summary>Writes and syncs after which it is killed; 0: never.</summary>
    public int KillAfter { get; set; }

    /// <summary>Files that it has open.</summary>
    public int OpenFiles { get; set; }

    /// <summary>Told when it is killed.</summary>
    public Action OnKilled { get; set; } = static () => { };

    public void Kill()
    {
        if (IsDead) return;
        IsDead = true;
        OnKilled();
    }

    /// <summary>It writes or syncs; false: it did not live to see it.</summary>
    public bool Act()
    {
        if (!IsDead && KillAfter > 0 && --KillAfter == 0) Kill();
        return !IsDead;
    }
}
