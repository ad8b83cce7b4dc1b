namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>How often a flowchart's activities and connections were visited (elsa/FORMAT.md 6.2), by their places in the definition.</summary>
public sealed class FlowCounts
{
    private int[] activities = [], connections = [];
    private ulong[] followed = [];

    public int ActivityVisits(int activity) => activity < Activities ? activities[activity] : 0;

    public int ConnectionVisits(int connection) => connection < Connections ? connections[connection] : 0;

    /// <summary>The connection's last visit was followed.</summary>
    public bool Followed(int connection) => connection / 64 < followed.Length && (followed[connection / 64] >> connection % 64 & 1) != 0;

    /// <summary>One more than the highest place that was visited.</summary>
    internal int Activities { get; private set; }

    internal int Connections { get; private set; }

    internal void SetActivity(int activity, int visits)
    {
        Activities = Math.Max(Activities, activity + 1);
        At(ref activities, activity) = visits;
    }

    internal void SetConnection(int connection, int visits, bool isFollowed)
    {
        Connections = Math.Max(Connections, connection + 1);
        At(ref connections, connection) = visits;
        ref var bits = ref At(ref followed, connection / 64);
        var bit = 1UL << connection % 64;
        bits = isFollowed ? bits | bit : bits & ~bit;
    }

    private static ref T At<T>(ref T[] array, int place)
    {
        if (place >= array.Length) Array.Resize(ref array, array.Length == 0 && place < 4 ? 4 : Math.Max(place + 1, array.Length * 2));
        return ref array[place];
    }
}
