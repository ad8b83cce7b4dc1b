using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>A file twice: as programs see it, and as it would be found after a loss of power; between the two, what was written and not synced.</summary>
internal sealed class SimFile(string name)
{
    /// <summary>What a disk writes whole or not at all.</summary>
    private const int SectorBytes = 512;

    private readonly List<Change> unsynced = [];
    private FileImage durable = new();

    /// <param name="Data">Null: the file was cut to, or grew to, the offset.</param>
    private readonly record struct Change(int Offset, byte[]? Data);

    public string Name { get; } = name;

    public FileImage Seen { get; private set; } = new();

    /// <summary>Found after a loss of power: it was synced once.</summary>
    public bool IsEntered { get; private set; }

    public int Unsynced => unsynced.Count;

    /// <summary>A file that was written and synced.</summary>
    public static SimFile Of(string name, byte[] bytes)
    {
        var file = new SimFile(name);
        file.Write(0, bytes);
        file.Sync();
        return file;
    }

    public Dictionary<SimHandle, int> Locks { get; } = [];

    public SharedMemory? Shared { get; set; }

    public void Write(int offset, ReadOnlySpan<byte> data)
    {
        Seen.Write(offset, data);
        unsynced.Add(new Change(offset, data.ToArray()));
    }

    public void Resize(int length)
    {
        Seen.Resize(length);
        unsynced.Add(new Change(length, null));
    }

    public void Sync()
    {
        IsEntered = true;
        foreach (var change in unsynced) Apply(change);
        unsynced.Clear();
    }

    /// <summary>The power fails: of what was not synced all is kept, nothing, the beginning, or any sectors.</summary>
    public void LosePower(Dice dice)
    {
        var (mode, kept) = (dice.Below(4), dice.Below(unsynced.Count + 1));
        for (var i = 0; i < unsynced.Count; i++)
        {
            if (mode == 0 || (mode == 1 && i < kept)) Apply(unsynced[i]);
            else if (mode == 2 || (mode == 1 && i == kept)) Tear(unsynced[i], dice);
        }
        IsEntered |= unsynced.Count > 0 && mode == 0;
        unsynced.Clear();
        Seen = durable.Copy();
    }

    /// <summary>Turns one bit over, on the disk and in what is read from it.</summary>
    public void Rot(long bit)
    {
        var at = (int)(bit / 8 % durable.Length);
        var mask = (byte)(1 << (int)(bit % 8));
        durable.Bytes[at] ^= mask;
        if (at < Seen.Length) Seen.Bytes[at] ^= mask;
    }

    private void Apply(Change change)
    {
        if (change.Data is { } data) durable.Write(change.Offset, data);
        else durable.Resize(change.Offset);
    }

    private void Tear(Change change, Dice dice)
    {
        if (change.Data is not { } data)
        {
            if (dice.Chance(500)) Apply(change);
            return;
        }
        for (var at = 0; at < data.Length;)
        {
            var part = Math.Min(data.Length - at, SectorBytes - ((change.Offset + at) % SectorBytes));
            if (dice.Chance(500)) durable.Write(change.Offset + at, data.AsSpan(at, part));
            at += part;
        }
    }
}
