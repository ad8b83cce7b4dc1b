using System.Globalization;
using NodaTime;

namespace JourneyOrchestrator.Silo.Replay;

/// <summary>A consent that a generated customer was asked for.</summary>
internal sealed record ConsentWish(string Purpose, string Channel, bool Granted);

/// <summary>A generated customer: who it is, and where to write to; <paramref name="Channel"/> null: nowhere.</summary>
internal sealed record Customer(string Id, string Name, string Language, string? Channel, string? HomeStation, Instant Since, IReadOnlyList<ConsentWish> Consents)
{
    public const int CountMax = 1 << 20;

    private const string Source = "/crm", Wording = "2026-01";

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"customer-{number + 1:D6}");

    /// <summary>What the customer was asked about, for each purpose: asked in so many of 100 cases; of those granted in so many.</summary>
    public static IReadOnlyList<ConsentWish> Consenting(ref SplitMix64 random, string? channel, params (string Purpose, int Asked, int Granted)[] purposes)
    {
        var wishes = new List<ConsentWish>();
        foreach (var (purpose, asked, granted) in purposes)
        {
            var (isAsked, isGranted) = (random.Chance(asked), random.Chance(granted));
            if (isAsked && channel is not null) wishes.Add(new ConsentWish(purpose, channel, isGranted));
        }
        return wishes;
    }

    /// <summary>Traits and consents, as the shop sends them.</summary>
    public IEnumerable<Scheduled> Signals()
    {
        yield return new Scheduled(Since, Rank.Customer, Id, () => new ReplaySignal(Since, Id, null, Source, Id + ":traits", "customer.updated", Json.Write(json =>
        {
            json.Text("name", Name);
            json.Text("language", Language);
            json.Text("channel", Channel);
            json.Text("homeStation", HomeStation);
        })));
        foreach (var wish in Consents)
            yield return new Scheduled(Since, Rank.Consent, Id + wish.Purpose, () => new ReplaySignal(Since, Id, null, Source, $"{Id}:consent:{wish.Purpose}", "customer.consent.changed", Json.Write(json =>
            {
                json.Text("purpose", wish.Purpose);
                json.Text("channel", wish.Channel);
                json.WriteBoolean("granted", wish.Granted);
                json.Text("wording", Wording);
            })));
    }
}
