using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>What a shard knows of a customer.</summary>
internal enum SlotStatus
{
    /// <summary>Not asked the store yet, or the memory was dropped.</summary>
    Unloaded,
    Unknown,
    Erased,
    Present,
}

/// <summary>One customer in a shard's memory. Touched on the shard's loop alone.</summary>
internal sealed class Slot(string id)
{
    /// <summary>Estimated bytes of a customer without any state.</summary>
    private const int EmptyBytes = 1_024;

    /// <summary>State in memory weighs about this many times its snapshot.</summary>
    private const int ObjectsPerByte = 4;

    private readonly List<SeenEvent> uncommitted = [];
    private long stateBytes;
    private RestingState? resting;

    private readonly record struct SeenEvent(long Hash, SeenInput Input);

    public string Id { get; } = id;

    public SlotStatus Status { get; private set; }

    /// <summary>Key in the store; 0 unless present.</summary>
    public long Key { get; private set; }

    /// <summary>Null unless present and awake.</summary>
    public CustomerState? State { get; private set; }

    public IPersonSeal? Seal { get; private set; }

    public SeenFilter Seen { get; private set; } = new();

    /// <summary>Of a customer who was joined to another: that one is known to have taken over.</summary>
    public bool HandedOver { get; set; }

    /// <summary>The newest batch that holds a turn of this customer and has not ended; else null.</summary>
    public Batch? Pending { get; set; }

    /// <summary>What is to be done for this customer, in order.</summary>
    public Queue<Work> Waiting { get; } = new(1);

    /// <summary>True while its work is being done, possibly waiting for the store.</summary>
    public bool Busy { get; set; }

    /// <summary>Changes whenever the memory is dropped: what was begun before must begin again.</summary>
    public int Generation { get; private set; }

    /// <summary>Seq of the newest snapshot; its size; and what entries weigh since.</summary>
    public long SnapshotSeq { get; private set; }

    public long SnapshotBytes { get; private set; }

    public long BytesSince { get; private set; }

    /// <summary>Timestamp (of the host's clock) of the last use; and place in the table's ring.</summary>
    public long UsedAt { get; set; }

    public bool UsedLately { get; set; }

    public int Place { get; set; }

    /// <summary>Bytes that the table has counted for it.</summary>
    public long Weighed { get; set; }

    public long Bytes => EmptyBytes + Seen.Bytes + (resting?.Bytes ?? stateBytes);

    public bool CanLeave => !Busy && Pending is null && Waiting.Count == 0;

    /// <summary>Its state could be held in less.</summary>
    public bool CanRest => CanLeave && State is not null;

    /// <summary>Its state is put away.</summary>
    public bool Rests => resting is not null;

    public void Miss(bool erased) => Status = erased ? SlotStatus.Erased : SlotStatus.Unknown;

    public void Load(CustomerState state, IPersonSeal seal, SeenFilter seen)
    {
        (State, Seal, Seen, Key) = (state, seal, seen, state.Key);
        Status = SlotStatus.Present;
    }

    /// <summary>Puts the live state away; the next use brings it back.</summary>
    public void Rest(ItemNames names)
    {
        resting = RestingState.Pack(State!, names);
        Seal!.Dispose();
        (State, Seal) = (null, null);
    }

    /// <summary>Brings a resting state back. One whose key was destroyed meanwhile is to be loaded anew: its erasure goes on.</summary>
    public void Wake(IPersonKeys keys, ItemNames names)
    {
        if (resting is not { } state) return;
        if (keys.Open(Key) is { } seal) (State, Seal, resting) = (state.Unpack(names), seal, null);
        else Unload();
    }

    public void Unload()
    {
        Seal?.Dispose();
        (State, Seal, Key, Status, resting) = (null, null, 0, SlotStatus.Unloaded, null);
        (Seen, HandedOver) = (new SeenFilter(), false);
        uncommitted.Clear();
        (SnapshotSeq, SnapshotBytes, BytesSince, stateBytes) = (0, 0, 0, 0);
        Generation++;
    }

    /// <summary>An entry is part of the state now.</summary>
    public void Weigh(EntryRecord entry)
    {
        var bytes = entry.Plain.Length + (entry.Sealed?.Length ?? 0);
        BytesSince += bytes;
        stateBytes += bytes;
    }

    /// <summary>A snapshot is the new measure of the state.</summary>
    public void Weigh(SnapshotRow snapshot)
    {
        (SnapshotSeq, SnapshotBytes, BytesSince) = (snapshot.Seq, snapshot.Sealed.Length, 0);
        stateBytes = SnapshotBytes * ObjectsPerByte;
    }

    /// <summary>Notes an event that is decided and not on disk yet.</summary>
    public void Note(long hash, long content, long seq)
    {
        Seen.Add(hash);
        uncommitted.Add(new SeenEvent(hash, new SeenInput(seq, content)));
    }

    public SeenInput? FindUncommitted(long hash)
    {
        foreach (var seen in uncommitted)
            if (seen.Hash == hash) return seen.Input;
        return null;
    }

    /// <summary>Everything up to this entry is on disk.</summary>
    public void Committed(long seq)
    {
        var count = 0;
        while (count < uncommitted.Count && uncommitted[count].Input.Seq <= seq) count++;
        uncommitted.RemoveRange(0, count);
    }
}
