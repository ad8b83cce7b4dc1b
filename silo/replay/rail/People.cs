namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>What generated travellers are made of.</summary>
internal static class People
{
    /// <summary>Purpose; asked in so many of 100 cases; of those, granted in so many.</summary>
    public static readonly (string Purpose, int Asked, int Granted)[] Consents =
        [("reminder", 90, 85), ("trip-updates", 97, 92), ("wayfinding", 70, 70), ("feedback", 80, 65)];
}
