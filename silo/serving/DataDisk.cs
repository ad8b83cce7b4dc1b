using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>The disk of a data directory.</summary>
/// <param name="data">The directory, which is there.</param>
public sealed class DataDisk(string data) : IDataDisk
{
    /// <summary>Less is little, here as for the alert.</summary>
    public const long LowBytes = 1024L * 1024 * 1024;

    public DiskRoom Look()
    {
        var free = new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace;
        return new DiskRoom(free, free < LowBytes);
    }
}
