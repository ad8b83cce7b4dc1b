using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>
/// Makes travellers for real trains. The same seed and data give the same travellers on every machine, and traveller n is the same
/// however many are made. Everything but the trains is invented (docs/replay.md says what and how often).
/// </summary>
public sealed class TravellerGenerator
{
    /// <summary>Most travellers of one replay: as many as there are booking references.</summary>
    public const int CountMax = 1 << 20;

    private readonly RailData _data;
    private readonly RouteFinder _routes;
    private readonly ulong _seed;

    /// <exception cref="ReplayInputException">No train of the data can be boarded within the window.</exception>
    public TravellerGenerator(RailData data, Departures departures, ulong seed)
    {
        (_data, _seed) = (data, seed);
        _routes = new RouteFinder(data, departures);
    }

    /// <summary>The first travellers of this seed, 1 to <see cref="CountMax"/>.</summary>
    public IReadOnlyList<Traveller> Make(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, CountMax);
        return [.. Enumerable.Range(0, count).Select(One)];
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"traveller-{number + 1:D6}");

    private Traveller One(int number)
    {
        var random = SplitMix64.For(_seed, number);
        var legs = _routes.Draw(ref random, transfer: random.Chance(40));
        var channel = random.Pick<string>(["push", "push", "sms", "email"]);
        var assisted = random.Chance(4);
        var hurry = random.Chance(20);
        var carPark = random.Chance(15) ? $"P{random.Between(1, 4)}" : null;
        var home = carPark is not null ? legs[^1].To : random.Chance(50) ? legs[0].From : null;
        var booking = new Booking(
            Reference(ref random, number), BookedAt(ref random, legs[0].PlannedDep),
            Payer: Other(ref random, number, 15), Prescriber: Other(ref random, number, 10),
            legs, random.Chance(15) ? 1 : 2, DrawSeat(ref random, legs), assisted, hurry,
            carPark, Price(ref random, legs));
        return new Traveller(
            IdOf(number), Names.Draw(ref random), random.Pick<string>(["de", "de", "de", "en", "pl"]), channel,
            home?.Station, Consents(ref random, channel), booking, DrawBehaviour(ref random));
    }

    /// <summary>Half an hour to four days before departure, but not before the replay begins.</summary>
    private Instant BookedAt(ref SplitMix64 random, Instant departure)
    {
        var ahead = random.Below(100) switch
        {
            < 20 => random.Between(30, 120),
            < 60 => random.Between(120, 24 * 60),
            _ => random.Between(24 * 60, 4 * 24 * 60),
        };
        var wished = departure - Duration.FromMinutes(ahead);
        var earliest = _data.WindowStart + Duration.FromMinutes(random.Between(1, 14));
        return Instant.Max(wished, earliest);
    }

    /// <summary>In so many of 100 cases another customer: one of those before, so that it exists whatever the count.</summary>
    private static string Other(ref SplitMix64 random, int number, int percent) =>
        random.Chance(percent) && number > 0 ? IdOf(random.Below(number)) : IdOf(number);

    /// <summary>Eight characters without look-alikes; the last four count up, so that no two are equal.</summary>
    private static string Reference(ref SplitMix64 random, int number)
    {
        const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        Span<char> text = stackalloc char[8];
        for (var i = 0; i < 4; i++) text[i] = Alphabet[random.Below(32)];
        for (var i = 0; i < 4; i++) text[4 + i] = Alphabet[(number >> (15 - (5 * i))) & 31];
        return new string(text);
    }

    private static Seat? DrawSeat(ref SplitMix64 random, IReadOnlyList<Leg> legs)
    {
        var reservable = legs.Any(leg => leg.Trip.Type == "F");
        var seat = new Seat(
            random.Between(1, 14).ToString(CultureInfo.InvariantCulture), random.Between(11, 118).ToString(CultureInfo.InvariantCulture));
        return reservable && random.Chance(60) ? seat : null;
    }

    private static int Price(ref SplitMix64 random, IReadOnlyList<Leg> legs) =>
        legs.Sum(leg => leg.Trip.Type == "F" ? 1990 : 400) + (10 * random.Below(200));

    private static List<ConsentAnswer> Consents(ref SplitMix64 random, string channel)
    {
        List<ConsentAnswer> answers = [];
        foreach (var (purpose, asked, granted) in People.Consents)
        {
            var (isAsked, isGranted) = (random.Chance(asked), random.Chance(granted));
            if (isAsked) answers.Add(new ConsentAnswer(purpose, purpose == "wayfinding" ? "push" : channel, isGranted));
        }
        return answers;
    }

    private static Behaviour DrawBehaviour(ref SplitMix64 random)
    {
        var walk = Duration.FromMinutes(random.Between(1, 9));
        var signals = random.Chance(92);
        var rating = random.Below(100) switch { < 4 => 1, < 10 => 2, < 25 => 3, < 60 => 4, _ => 5 };
        var answers = random.Chance(30);
        return new Behaviour(
            random.Chance(50) ? "gate" : "app", signals ? walk : null, answers ? rating : null, Duration.FromMinutes(random.Between(20, 600)));
    }
}
