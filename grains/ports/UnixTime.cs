namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Times as the store keeps them: whole microseconds since 1970, UTC.</summary>
public static class UnixTime
{
    public static long ToUnixMicroseconds(this DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
