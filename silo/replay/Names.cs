namespace JourneyOrchestrator.Silo.Replay;

/// <summary>Names of generated customers: first and family names are common ones, put together by chance.</summary>
internal static class Names
{
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

    public static string Draw(ref SplitMix64 random) => $"{random.Pick<string>(First)} {random.Pick<string>(Family)}";
}
