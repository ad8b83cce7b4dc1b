namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>The real clock, set ahead by a test; waiting still takes real time.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long ahead;   // ticks

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddTicks(Interlocked.Read(ref ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
