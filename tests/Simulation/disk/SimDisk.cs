using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>
/// The disk: files of all programs by their name without folders, so that programs in different folders work on the same files. What goes wrong is
/// decided by dice.
/// </summary>
internal sealed class SimDisk(Universe universe, Dice dice, string root)
{
    private readonly Dictionary<string, SimFile> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimFile> ghosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Machine> machines = new(StringComparer.Ordinal);

    private static Machine Stranger { get; } = MakeDead();

    /// <summary>No file can grow.</summary>
    public bool IsFull { get; set; }

    /// <summary>Of 1,000 reads, writes and syncs so many fail.</summary>
    public int Errors { get; set; }

    /// <summary>A planted fault: syncs do nothing.</summary>
    public bool SyncsNothing { get; init; }

    public void Enter(Machine machine) => machines[machine.Name] = machine;

    public SimFile Find(string name) => files[name];

    /// <summary>All files as they are, while no program has one open.</summary>
    public IReadOnlyDictionary<string, byte[]> Copy() => files.ToDictionary(file => file.Key, file => file.Value.Seen.Bytes.ToArray());

    /// <summary>All files as they were, while no program has one open.</summary>
    public void PutBack(IReadOnlyDictionary<string, byte[]> copy)
    {
        files.Clear();
        ghosts.Clear();
        foreach (var (name, bytes) in copy) files.Add(name, SimFile.Of(name, bytes));
    }

    public SimHandle? Open(string? path, bool create, bool deleteOnClose)
    {
        if (path is null) return new SimHandle(new SimFile("temporary"), new Machine("none"));
        var machine = MachineOf(path);
        if (machine.IsDead) return null;
        var name = Path.GetFileName(path);
        if (!files.TryGetValue(name, out var file))
        {
            if (!create) return null;
            files.Add(name, file = new SimFile(name));
            ghosts.Remove(name);
        }
        machine.OpenFiles++;
        return new SimHandle(file, machine) { DeleteOnClose = deleteOnClose };
    }

    public bool Exists(string path) => files.TryGetValue(Path.GetFileName(path), out var file) && file.Seen.Length > 0;

    public bool Delete(string path, bool sync)
    {
        if (!MachineOf(path).Act()) return false;
        var name = Path.GetFileName(path);
        if (files.Remove(name, out var file) && !sync && file.IsEntered) ghosts[name] = file;
        return true;
    }

    public int Read(SimHandle handle, int offset, Span<byte> to)
    {
        if (handle.Machine.IsDead) return Sqlite.IoError;
        if (Fails()) return Log(Sqlite.ReadError, handle);
        var seen = handle.File.Seen;
        var count = Math.Clamp(seen.Length - offset, 0, to.Length);
        if (count > 0) seen.Bytes.Slice(offset, count).CopyTo(to);
        to[count..].Clear();
        return count == to.Length ? Sqlite.Ok : Sqlite.ShortRead;
    }

    public int Write(SimHandle handle, int offset, ReadOnlySpan<byte> data)
    {
        if (!handle.Machine.Act()) return Sqlite.IoError;
        if (IsFull && offset + data.Length > handle.File.Seen.Length) return Log(Sqlite.Full, handle);
        if (Fails()) return Log(Sqlite.WriteError, handle);
        handle.File.Write(offset, data);
        return Sqlite.Ok;
    }

    public int Resize(SimHandle handle, int length)
    {
        if (!handle.Machine.Act()) return Sqlite.IoError;
        handle.File.Resize(length);
        return Sqlite.Ok;
    }

    public int Sync(SimHandle handle)
    {
        if (!handle.Machine.Act()) return Sqlite.IoError;
        if (Fails()) return Log(Sqlite.SyncError, handle);
        if (SyncsNothing) return Sqlite.Ok;
        handle.File.Sync();
        ghosts.Clear();   // folders are written in order, as journalling file systems do: what was deleted before a sync stays so
        return Sqlite.Ok;
    }

    /// <summary>Programs have ended; the power fails.</summary>
    public void LosePower()
    {
        foreach (var (name, ghost) in ghosts)
            if (dice.Chance(500)) files.TryAdd(name, ghost);
        ghosts.Clear();
        foreach (var file in files.Values.ToList())
        {
            var (before, unsynced) = (file.Seen.Length, file.Unsynced);
            file.LosePower(dice);
            universe.Log($"disk {file.Name}: {unsynced} writes were not synced; {before} bytes before, {file.Seen.Length} after");
            if (!file.IsEntered) files.Remove(file.Name);
        }
    }

    /// <summary>What another run left behind can do nothing here.</summary>
    private Machine MachineOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Path.GetDirectoryName(folder) == root ? machines[Path.GetFileName(folder)] : Stranger;
    }

    private static Machine MakeDead()
    {
        var machine = new Machine("stranger");
        machine.Kill();
        return machine;
    }

    private bool Fails() => Errors > 0 && dice.Chance(Errors);

    private int Log(int code, SimHandle handle)
    {
        universe.Log($"disk {handle.Machine.Name} {handle.File.Name} fails with {code}");
        return code;
    }
}
