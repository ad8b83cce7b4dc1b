using NodaTime;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>Order of what falls on the same instant: who the customer is, what was agreed, the booking, the trains, the traveller's own signals.</summary>
internal enum Rank { Customer, Consent, Booking, Train, Traveller }

/// <summary>A signal to come: made only when its turn is there.</summary>
/// <param name="Key">Breaks ties, so that the order is total.</param>
internal readonly record struct Scheduled(Instant At, Rank Rank, string Key, Func<ReplaySignal> Make) : IComparable<Scheduled>
{
    public int CompareTo(Scheduled other) =>
        At != other.At ? At.CompareTo(other.At)
        : Rank != other.Rank ? Rank.CompareTo(other.Rank)
        : string.CompareOrdinal(Key, other.Key);
}
