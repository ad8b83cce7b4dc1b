using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>What SQLite does with an open file.</summary>
internal static unsafe class FileMethods
{
    private const int SectorBytes = 4_096;

    public static NativeMethods* Table { get; } = Make();

    private static NativeMethods* Make()
    {
        var table = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        table->Version = 2;
        table->Close = &Close;
        table->Read = &Read;
        table->Write = &Write;
        table->Truncate = &Truncate;
        table->Sync = &Sync;
        table->Size = &Size;
        table->Lock = &Lock;
        table->Unlock = &Unlock;
        table->CheckReserved = &CheckReserved;
        table->Control = &Control;
        table->SectorBytes = &Sector;
        table->Characteristics = &Characteristics;
        table->SharedMap = &SharedMap;
        table->SharedLock = &SharedLock;
        table->SharedBarrier = &SharedBarrier;
        table->SharedUnmap = &SharedUnmap;
        return table;
    }

    private static SimHandle Of(NativeFile* file) => (SimHandle)GCHandle.FromIntPtr(file->Handle).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        var handle = Of(file);
        FileLocks.Unlock(handle, Sqlite.LockNone);
        Unmap(handle);
        handle.Machine.OpenFiles--;
        GCHandle.FromIntPtr(file->Handle).Free();
        file->Methods = null;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* to, int count, long offset) => Vfs.Current.Read(Of(file), (int)offset, new Span<byte>(to, count));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* from, int count, long offset) =>
        Vfs.Current.Write(Of(file), (int)offset, new ReadOnlySpan<byte>(from, count));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length) => Vfs.Current.Resize(Of(file), (int)length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => Vfs.Current.Sync(Of(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(NativeFile* file, long* length)
    {
        *length = Of(file).File.Seen.Length;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => FileLocks.TryLock(Of(file), level) ? Sqlite.Ok : Sqlite.Busy;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level)
    {
        FileLocks.Unlock(Of(file), level);
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReserved(NativeFile* file, int* reserved)
    {
        *reserved = FileLocks.IsReserved(Of(file)) ? 1 : 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int what, void* argument) => Sqlite.NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sector(NativeFile* file) => SectorBytes;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file) => Sqlite.PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedMap(NativeFile* file, int number, int bytes, int make, void** region)
    {
        var handle = Of(file);
        var shared = handle.File.Shared ??= new SharedMemory();
        if (!handle.IsMapped) shared.Users++;
        handle.IsMapped = true;
        *region = (void*)shared.Region(number, bytes, make != 0);
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedLock(NativeFile* file, int first, int count, int flags)
    {
        var handle = Of(file);
        if (handle.File.Shared is not { } shared) return Sqlite.IoError;
        if ((flags & Sqlite.ShmUnlock) == 0) return shared.TryLock(handle, first, count, (flags & Sqlite.ShmExclusive) != 0) ? Sqlite.Ok : Sqlite.Busy;
        shared.Unlock(handle, first, count);
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SharedBarrier(NativeFile* file) => Thread.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SharedUnmap(NativeFile* file, int delete)
    {
        Unmap(Of(file));
        return Sqlite.Ok;
    }

    private static void Unmap(SimHandle handle)
    {
        if (!handle.IsMapped || handle.File.Shared is not { } shared) return;
        handle.IsMapped = false;
        shared.UnlockAll(handle);
        if (--shared.Users > 0) return;
        shared.Free();
        handle.File.Shared = null;
    }
}
