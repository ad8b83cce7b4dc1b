namespace JourneyOrchestrator.Grains.Ports;

/// <summary>The disk of the host's data directory.</summary>
public interface IDataDisk
{
    /// <exception cref="IOException">It does not answer.</exception>
    DiskRoom Look();
}

/// <summary>Room on a disk.</summary>
/// <param name="FreeBytes">What this process may still write.</param>
/// <param name="IsLow">Somebody should make room: when there is none, the host only reads.</param>
public readonly record struct DiskRoom(long FreeBytes, bool IsLow);
