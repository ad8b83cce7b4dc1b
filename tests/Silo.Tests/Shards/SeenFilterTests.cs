using JourneyOrchestrator.Silo.Shards;

namespace JourneyOrchestrator.Silo.Tests.Shards;

public sealed class SeenFilterTests
{
    private readonly Random random = new(11);

    [Theory]
    [InlineData(50)]
    [InlineData(1_000)]
    [InlineData(8_000)]
    public void What_was_added_may_have_been_seen_and_little_else(int count)
    {
        var filter = new SeenFilter();
        var seen = Enumerable.Range(0, count).Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray();
        foreach (var hash in seen) filter.Add(hash);

        Assert.All(seen, hash => Assert.True(filter.MayContain(hash)));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => filter.MayContain(random.NextInt64(long.MinValue, long.MaxValue))), 0, 500);
    }

    [Fact]
    public void Its_memory_is_bounded()
    {
        var filter = new SeenFilter();
        for (var i = 0; i < 100_000; i++) filter.Add(random.NextInt64());

        Assert.InRange(filter.Bytes, 1, 11 * 1024);
    }

    [Fact]
    public void After_a_snapshot_everything_may_have_been_seen()
    {
        var filter = new SeenFilter();
        filter.AddAll();

        Assert.True(filter.MayContain(7));
    }
}
