using System.Runtime.InteropServices;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>SQLite's <c>sqlite3_vfs</c>, version 2 (https://www.sqlite.org/c3ref/vfs.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeVfs
{
    public int Version;
    public int FileBytes;
    public int PathBytesMax;
    public NativeVfs* Next;
    public byte* Name;
    public void* AppData;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, int> Delete;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, int*, int> Access;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, byte*, int> FullPath;
    public void* LibraryOpen, LibraryError, LibrarySymbol, LibraryClose;   // no extensions are loaded
    public delegate* unmanaged[Cdecl]<NativeVfs*, int, byte*, int> Randomness;
    public delegate* unmanaged[Cdecl]<NativeVfs*, int, int> Sleep;
    public delegate* unmanaged[Cdecl]<NativeVfs*, double*, int> CurrentTime;
    public delegate* unmanaged[Cdecl]<NativeVfs*, int, byte*, int> LastError;
    public delegate* unmanaged[Cdecl]<NativeVfs*, long*, int> CurrentTimeMilliseconds;
}

/// <summary>SQLite's <c>sqlite3_file</c>, with the handle that it stands for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeMethods* Methods;
    public nint Handle;
}

/// <summary>SQLite's <c>sqlite3_io_methods</c>, version 2 (https://www.sqlite.org/c3ref/io_methods.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
    public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<NativeFile*, long*, int> Size;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<NativeFile*, int*, int> CheckReserved;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, void*, int> Control;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> SectorBytes;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> Characteristics;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> SharedMap;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int> SharedLock;
    public delegate* unmanaged[Cdecl]<NativeFile*, void> SharedBarrier;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> SharedUnmap;
}
