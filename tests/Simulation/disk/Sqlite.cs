namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>Numbers of SQLite's C interface that a file system of its own has to know (https://www.sqlite.org/c3ref/constlist.html).</summary>
internal static class Sqlite
{
    public const int Ok = 0, Busy = 5, IoError = 10, Full = 13, CantOpen = 14, NotFound = 12;
    public const int ReadError = IoError | (1 << 8), ShortRead = IoError | (2 << 8), WriteError = IoError | (3 << 8), SyncError = IoError | (4 << 8);
    public const int OpenReadOnly = 0x1, OpenCreate = 0x4, OpenDeleteOnClose = 0x8;
    public const int LockNone = 0, LockShared = 1, LockReserved = 2, LockPending = 3, LockExclusive = 4;
    public const int ShmUnlock = 1, ShmExclusive = 8;

    /// <summary>A write changes no bytes beside it.</summary>
    public const int PowersafeOverwrite = 0x1000;
}
