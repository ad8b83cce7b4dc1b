using JourneyOrchestrator.Silo.Serving;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class ClockOffsetTests
{
    [Fact]
    public void Time_that_passes_is_no_offset_and_a_clock_that_is_set_is_off_by_that()
    {
        var clock = new SetClock();
        var offset = new ClockOffset(clock);
        clock.Passes(TimeSpan.FromHours(3));
        Assert.Equal(TimeSpan.Zero, offset.Read());

        clock.IsSet(TimeSpan.FromSeconds(40));
        clock.Passes(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(40), offset.Read());

        clock.IsSet(TimeSpan.FromSeconds(-100));
        Assert.Equal(TimeSpan.FromSeconds(-60), offset.Read());
    }

    /// <summary>A clock that somebody sets, beside a timer that nobody does.</summary>
    private sealed class SetClock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;
        private long ticks = 5;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Passes(TimeSpan time)
        {
            now += time;
            ticks += time.Ticks;
        }

        public void IsSet(TimeSpan by) => now += by;
    }
}
