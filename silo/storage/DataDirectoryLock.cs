namespace JourneyOrchestrator.Silo.Storage;

/// <summary>Holds a data directory for this process. The operating system gives it up with the process, however that ends.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _stream;

    public DataDirectoryLock(string directory)
    {
        Make(directory);
        try
        {
            _stream = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new DataDirectoryInUseException(directory, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new DataDirectoryException(directory, error);
        }
    }

    private static void Make(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataDirectoryException(directory, error);
        }
    }

    public void Dispose() => _stream.Dispose();
}

/// <summary>Another process works on the data directory.</summary>
public sealed class DataDirectoryInUseException(string directory, Exception inner) : IOException(
    $"The data directory {Path.GetFullPath(directory)} is in use by another process. Stop that one, or give this one another directory.", inner);

/// <summary>The data directory can't be made or written, or what is in it is no journal.</summary>
public sealed class DataDirectoryException(string directory, Exception inner) : IOException(
    $"The data directory {Path.GetFullPath(directory)} can't be used: {inner.Message.TrimEnd('.')}. Name a directory that can be written, or put back a copy of this one.", inner);
