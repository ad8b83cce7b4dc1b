namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>The five levels of SQLite's lock on a database file (https://www.sqlite.org/lockingv3.html).</summary>
internal static class FileLocks
{
    public static bool TryLock(SimHandle handle, int level)
    {
        var locks = handle.File.Locks;
        var mine = locks.GetValueOrDefault(handle);
        if (mine >= level) return true;
        var others = Others(handle);
        var free = level switch
        {
            Sqlite.LockShared => others < Sqlite.LockPending,
            Sqlite.LockReserved => others < Sqlite.LockReserved,
            _ => others == Sqlite.LockNone,
        };
        if (free) locks[handle] = level;
        else if (level == Sqlite.LockExclusive && others < Sqlite.LockReserved) locks[handle] = Sqlite.LockPending;
        return free;
    }

    public static void Unlock(SimHandle handle, int level)
    {
        var locks = handle.File.Locks;
        if (locks.GetValueOrDefault(handle) <= level) return;
        if (level == Sqlite.LockNone) locks.Remove(handle);
        else locks[handle] = level;
    }

    public static bool IsReserved(SimHandle handle) =>
        handle.File.Locks.Values.Any(level => level >= Sqlite.LockReserved);

    private static int Others(SimHandle handle)
    {
        var highest = Sqlite.LockNone;
        foreach (var (other, level) in handle.File.Locks)
            if (other != handle) highest = Math.Max(highest, level);
        return highest;
    }
}
