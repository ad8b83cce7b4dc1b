using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>SQLite's window on the simulated disk: a file system registered as the default one of this program (https://www.sqlite.org/vfs.html).
/// All state is in <see cref="SimDisk"/>; here bytes and numbers are carried over.</summary>
internal static unsafe partial class Vfs
{
    private const int PathBytesMax = 1_024;

    private static NativeVfs* registered;
    private static Universe? universe;
    private static SimDisk? disk;
    private static Dice dice = new(0, 0);

    /// <summary>SQLite works on this disk from now on; earlier connections must be closed.</summary>
    public static void Use(Universe inUniverse, SimDisk simulated)
    {
        (universe, disk, dice) = (inUniverse, simulated, new Dice(inUniverse.Seed, 99));
        if (registered is not null) return;
        registered = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        registered->Version = 2;
        registered->FileBytes = sizeof(NativeFile);
        registered->PathBytesMax = PathBytesMax;
        registered->Name = (byte*)Marshal.StringToCoTaskMemUTF8("simulated");
        registered->Open = &Open;
        registered->Delete = &Delete;
        registered->Access = &Access;
        registered->FullPath = &FullPath;
        registered->Randomness = &Randomness;
        registered->Sleep = &Sleep;
        registered->CurrentTime = &CurrentTime;
        registered->LastError = &LastError;
        registered->CurrentTimeMilliseconds = &CurrentTimeMilliseconds;
        if (Register(registered, makeDefault: 1) != Sqlite.Ok) throw new InvalidOperationException("SQLite does not take the simulated file system.");
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(NativeVfs* vfs, int makeDefault);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = null;
        var handle = disk!.Open(Text(name), (flags & Sqlite.OpenCreate) != 0, (flags & Sqlite.OpenDeleteOnClose) != 0);
        if (handle is null) return Sqlite.CantOpen;
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(handle));
        file->Methods = FileMethods.Table;
        if (outFlags is not null) *outFlags = flags;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder) =>
        disk!.Delete(Text(name)!, syncFolder != 0) ? Sqlite.Ok : Sqlite.IoError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(NativeVfs* vfs, byte* name, int flags, int* found)
    {
        *found = disk!.Exists(Text(name)!) ? 1 : 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPath(NativeVfs* vfs, byte* name, int bytes, byte* full)
    {
        var path = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (path.Length >= bytes) return Sqlite.CantOpen;
        path.CopyTo(new Span<byte>(full, bytes));
        full[path.Length] = 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(NativeVfs* vfs, int count, byte* to)
    {
        for (var i = 0; i < count; i++) to[i] = (byte)dice.Next();
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(NativeVfs* vfs, int microseconds) => microseconds;   // whoever holds a lock cannot go on meanwhile: there is one thread

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LastError(NativeVfs* vfs, int bytes, byte* text) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(NativeVfs* vfs, double* days)
    {
        *days = JulianMilliseconds() / 86_400_000.0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTimeMilliseconds(NativeVfs* vfs, long* milliseconds)
    {
        *milliseconds = JulianMilliseconds();
        return Sqlite.Ok;
    }

    // SQLite counts from noon of 24 November 4714 BC.
    private static long JulianMilliseconds() => universe!.Clock.GetUtcNow().ToUnixTimeMilliseconds() + 210_866_760_000_000;

    private static string? Text(byte* name) => name is null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    internal static SimDisk Current => disk!;
}
