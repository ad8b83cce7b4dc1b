using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace JourneyOrchestrator.Silo.Storage;

/// <summary>Files that are on disk, contents and names, when a call returns.</summary>
public static class DurableFiles
{
    private const int BlockBytes = 1024 * 1024;

    public static void MakePrivate(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(path, Private());
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Puts a file where there was another one, or none. A crash or a failure leaves either that or the whole new one.</summary>
    /// <exception cref="IOException">It could not be written, for lack of room for instance.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var aside = path + ".new";
        File.Delete(aside);   // of a process that was killed
        try
        {
            Write(aside, bytes);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error)
        {
            File.Delete(aside);
            if (error is not IOException) throw;
            throw new IOException($"{path} could not be {(File.Exists(path) ? "changed, and is as it was" : "made")}: {error.Message.TrimEnd('.')}.", error);
        }
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Copies a file.</summary>
    /// <param name="progress">Is told of the bytes as they are copied.</param>
    /// <returns>SHA-256 of what was copied, in hex.</returns>
    public static async Task<string> CopyAsync(string from, string to, Action<long> progress, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, Private());
        var block = new byte[BlockBytes];
        for (int read; (read = await source.ReadAsync(block, cancel)) > 0;)
        {
            hash.AppendData(block, 0, read);
            await target.WriteAsync(block.AsMemory(0, read), cancel);
            progress(read);
        }
        target.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Brings a file that something else wrote to disk.</summary>
    /// <returns>SHA-256 of its content, in hex.</returns>
    public static async Task<string> SyncAsync(string path, CancellationToken cancel)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    /// <summary>Brings the names in a directory to disk: without it a crash can lose a file that is itself synced.</summary>
    public static void SyncDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;   // there the file system keeps names itself
        var file = OpenDirectory(directory, 0);
        if (file < 0) throw new IOException($"{directory} can't be opened: error {Marshal.GetLastPInvokeError()}.");
        var synced = SyncFile(file);
        var error = Marshal.GetLastPInvokeError();
        _ = CloseFile(file);
        if (synced != 0) throw new IOException($"{directory} can't be brought to disk: error {error}.");
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenDirectory([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SyncFile(int file);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseFile(int file);
}
