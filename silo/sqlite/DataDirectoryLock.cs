namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Holds a data directory for this process. The operating system gives it up with the process, however that ends.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _stream;

    public DataDirectoryLock(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            _stream = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new DataDirectoryInUseException(directory, error);
        }
    }

    public void Dispose() => _stream.Dispose();
}

/// <summary>Another process works on the data directory.</summary>
public sealed class DataDirectoryInUseException(string directory, Exception inner) : IOException(
    $"The data directory {Path.GetFullPath(directory)} is in use by another process. Stop that one, or give this one another directory.", inner);
