using JourneyOrchestrator.Silo.Replay;

namespace JourneyOrchestrator.Simulation.World;

/// <summary>Chance from a seed. Each part of the simulation has dice of its own, so that what one part draws leaves the others as they were.</summary>
internal sealed class Dice(ulong seed, int part)
{
    private SplitMix64 numbers = SplitMix64.For(seed, part);

    public int Below(int end) => numbers.Below(end);

    public int Between(int first, int last) => numbers.Between(first, last);

    /// <summary>True in so many of 1,000 cases.</summary>
    public bool Chance(int perMille) => numbers.Below(1_000) < perMille;

    public ulong Next() => numbers.Next();

    public double Fraction() => numbers.Below(1_000_000) / 1_000_000.0;

    public T Pick<T>(ReadOnlySpan<T> items) => numbers.Pick(items);

    /// <summary>A time of mostly a few milliseconds, now and then much longer.</summary>
    /// <param name="longest">The longest it may be.</param>
    public TimeSpan Delay(TimeSpan longest)
    {
        var micros = (long)longest.TotalMicroseconds;
        return TimeSpan.FromMicroseconds(Chance(100) ? Below((int)micros) : Below((int)Math.Min(micros, 5_000)));
    }
}
