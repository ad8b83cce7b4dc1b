using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Crisis;

/// <summary>Somebody whom the crises of the replay may touch: with a trip or without, with an account whose data was copied or not.</summary>
internal sealed record CrisisCustomer(Customer Person, string? Booking, CrisisTrain? Train, Instant Booked, int Fare, bool Assisted, bool Stranded, bool Leaked)
{
    /// <summary>The first customers of a seed; customer n is the same however many are made.</summary>
    public static IReadOnlyList<CrisisCustomer> Make(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(number => One(number, seed))];

    /// <summary>Whether the crisis desk writes this customer down for a disruption: by trip, by home, or by account.</summary>
    public bool IsOnList(Disruption disruption) => disruption.IsCyber
        || (Train is { } train && train.Departure >= disruption.From - Duration.FromHours(1) && train.Departure <= disruption.Until + Duration.FromHours(6))
        || (Person.HomeStation is { } home && disruption.Stations.Contains(home));

    /// <summary>Until when telling is of use: before the departure, before the disruption begins, within three days (Regulation (EU) 2016/679, Article 33).</summary>
    public Instant Deadline(Disruption disruption) => disruption.IsCyber ? disruption.Known + Duration.FromHours(72)
        : Train is { } train && disruption.Affects(train.Departure) ? train.Departure : disruption.From;

    private static CrisisCustomer One(int number, ulong seed)
    {
        var random = SplitMix64.For(seed, number);
        var channel = random.Chance(6) ? null : random.Pick<string>(["push", "push", "sms", "email"]);
        var home = random.Chance(60) ? random.Pick<string>(CrisisTrain.Stations) : null;
        var consents = Customer.Consenting(ref random, channel, ("reminder", 90, 85), ("trip-updates", 97, 92), ("disruption", 80, 70), ("feedback", 80, 65));
        var person = new Customer(Customer.IdOf(number), Names.Draw(ref random), random.Pick<string>(["de", "de", "en"]), channel, home, Disruption.At(0, 5) + Duration.FromMinutes(random.Below(120)), consents);
        var departure = Disruption.At(random.Between(1, 7), random.Between(4, 19)) + Duration.FromMinutes(0);
        var train = random.Chance(65) ? CrisisTrain.Of(seed, random.Below(CrisisTrain.Stations.Length), departure) : null;
        var ahead = departure - Duration.FromMinutes(random.Chance(20) ? random.Between(60, 600) : random.Between(600, 5000));
        var booked = Instant.Max(ahead, person.Since + Duration.FromMinutes(random.Between(1, 120)));
        var booking = train is null ? null : string.Create(CultureInfo.InvariantCulture, $"B{number + 1:D6}");
        return new CrisisCustomer(person, booking, train, booked, 900 + (10 * random.Below(300)), random.Chance(4), random.Chance(10), random.Chance(30));
    }
}
