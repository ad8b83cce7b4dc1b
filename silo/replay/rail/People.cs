namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What generated travellers are made of. First and family names are common ones, put together by chance.</summary>
internal static class People
{
    /// <summary>Purpose; asked in so many of 100 cases; of those, granted in so many.</summary>
    public static readonly (string Purpose, int Asked, int Granted)[] Consents =
        [("reminder", 90, 85), ("trip-updates", 97, 92), ("wayfinding", 70, 70), ("feedback", 80, 65)];

    private static readonly string[] First =
    [
        "Anna", "Ben", "Clara", "David", "Elif", "Finn", "Greta", "Hannes", "Ida", "Jonas", "Katarzyna", "Leon",
        "Mia", "Noah", "Olga", "Paul", "Quang", "Rosa", "Samir", "Tilda", "Ulrich", "Vera", "Wanja", "Yusuf",
    ];

    private static readonly string[] Family =
    [
        "Albrecht", "Becker", "Cengiz", "Dietrich", "Engel", "Fischer", "Graf", "Hoffmann", "Ivanova", "Jansen", "Kowalski",
        "Lehmann", "Müller", "Neumann", "Otto", "Peters", "Richter", "Schulz", "Thomas", "Ullmann", "Vogel", "Weber", "Yilmaz", "Zimmermann",
    ];

    public static string Name(ref SplitMix64 random) => $"{random.Pick<string>(First)} {random.Pick<string>(Family)}";
}
