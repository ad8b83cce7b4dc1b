using System.Runtime.InteropServices;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>The memory that connections of one database share for its write-ahead log, with its eight locks.</summary>
internal sealed unsafe class SharedMemory
{
    private const int LockCount = 8;

    private readonly List<nint> regions = [];
    private readonly int[] readers = new int[LockCount];
    private readonly bool[] writers = new bool[LockCount];

    public int Users { get; set; }

    /// <summary>A region; 0: there is none yet and none was asked for.</summary>
    public nint Region(int number, int bytes, bool make)
    {
        while (make && regions.Count <= number) regions.Add((nint)NativeMemory.AllocZeroed((nuint)bytes));
        return number < regions.Count ? regions[number] : 0;
    }

    public bool TryLock(SimHandle handle, int first, int count, bool exclusive)
    {
        for (var i = first; i < first + count; i++)
        {
            var bit = 1 << i;
            if (writers[i] && (handle.Writes & bit) == 0) return false;
            if (exclusive && readers[i] > ((handle.Reads & bit) != 0 ? 1 : 0)) return false;
        }
        for (var i = first; i < first + count; i++) Take(handle, i, exclusive);
        return true;
    }

    public void Unlock(SimHandle handle, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var bit = 1 << i;
            if ((handle.Reads & bit) != 0) readers[i]--;
            if ((handle.Writes & bit) != 0) writers[i] = false;
            handle.Reads &= ~bit;
            handle.Writes &= ~bit;
        }
    }

    public void UnlockAll(SimHandle handle) => Unlock(handle, 0, LockCount);

    public void Free()
    {
        foreach (var region in regions) NativeMemory.Free((void*)region);
        regions.Clear();
    }

    private void Take(SimHandle handle, int number, bool exclusive)
    {
        var bit = 1 << number;
        if (exclusive)
        {
            writers[number] = true;
            handle.Writes |= bit;
        }
        else if ((handle.Reads & bit) == 0)
        {
            readers[number]++;
            handle.Reads |= bit;
        }
    }
}
