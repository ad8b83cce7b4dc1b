using JourneyOrchestrator.Silo.Topics;

namespace JourneyOrchestrator.Silo.Tests.Pumps;

/// <summary>Followers told a second, over the last ten seconds.</summary>
public sealed class FanOutRatesTests
{
    private readonly StoppedClock clock = new();

    [Fact]
    public void A_rate_is_what_was_told_since_the_first_step_of_the_last_seconds()
    {
        var rates = new FanOutRates(clock);
        rates.Note("train", 1, 1_000);
        Assert.Null(rates.PerSecond("train", 1));   // one step says nothing of how long it took

        clock.Seconds = 2;
        rates.Note("train", 1, 600);
        Assert.Equal(300, rates.PerSecond("train", 1));
        Assert.Null(rates.PerSecond("train", 2));

        clock.Seconds = 11;   // the first step is too long ago
        rates.Note("train", 1, 90);
        Assert.Equal(10, rates.PerSecond("train", 1));

        clock.Seconds = 60;
        Assert.Null(rates.PerSecond("train", 1));
    }

    [Fact]
    public void What_ended_long_ago_is_forgotten()
    {
        var rates = new FanOutRates(clock);
        for (var position = 1; position <= 300; position++) rates.Note("train", position, 1);
        clock.Seconds = 60;

        rates.Note("train", 301, 1);
        rates.Note("train", 301, 1);

        Assert.Equal(1, rates.Count);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long GetTimestamp() => Seconds * TimestampFrequency;
    }
}
