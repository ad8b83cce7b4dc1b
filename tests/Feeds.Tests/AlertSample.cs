using Google.Protobuf;
using JourneyOrchestrator.Silo.Feeds.Gtfs.Wire;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>Makes <c>samples/gtfs/alerts.pb</c>: invented alerts about runs of the rail sample.</summary>
internal static class AlertSample
{
    public static readonly DateTimeOffset Made = At(5, 55);

    private const int TechnicalProblem = 3, Weather = 8;              // cause
    private const int SignificantDelays = 3, ModifiedService = 6;     // effect

    public static string Folder { get; } = Path.Combine(RootOf(AppContext.BaseDirectory), "samples");

    public static string File => Path.Combine(Folder, "gtfs", "alerts.pb");

    public static byte[] Bytes() => Gtfs.Feed(Made, Winds(), Points()).ToByteArray();

    /// <summary>Over soon, for two long distance runs.</summary>
    private static FeedEntity Winds()
    {
        var alert = new Alert
        {
            Cause = Weather, Effect = SignificantDelays,
            HeaderText = Texts("Vents violents : retards importants", "Strong winds: long delays"),
            DescriptionText = Texts("Les trains en provenance du nord roulent à vitesse réduite jusque vers 11 h.", "Trains from the north run at reduced speed until about 11 am."),
        };
        alert.ActivePeriod.Add(new TimeRange { Start = Seconds(At(5, 30)), End = Seconds(At(9, 0)) });
        alert.InformedEntity.Add(Run("16921", "ICE-505"));
        alert.InformedEntity.Add(Run("26941", "IC-2173"));
        return new FeedEntity { Id = "winds", Alert = alert };
    }

    /// <summary>With no end yet, for two regional runs and everybody at a station.</summary>
    private static FeedEntity Points()
    {
        var alert = new Alert
        {
            Cause = TechnicalProblem, Effect = ModifiedService,
            HeaderText = Texts("Panne d'aiguillage à Berlin-Spandau", "Broken points at Berlin-Spandau"),
            DescriptionText = Texts("Des trains changent de voie. Suivez l'affichage en gare.", "Some trains use another platform. Follow the displays."),
        };
        alert.ActivePeriod.Add(new TimeRange { Start = Seconds(At(5, 50)) });
        alert.InformedEntity.Add(Run("6456", "RE-62009"));
        alert.InformedEntity.Add(Run("7762", "RE-62006"));
        alert.InformedEntity.Add(new EntitySelector { StopId = "Berlin-Spandau" });
        return new FeedEntity { Id = "points", Alert = alert };
    }

    private static EntitySelector Run(string trip, string route) => new() { Trip = new TripDescriptor { TripId = trip, RouteId = route, StartDate = "20250905" } };

    private static TranslatedString Texts(string french, string english)
    {
        var texts = new TranslatedString();
        texts.Translation.Add(new Translation { Language = "fr", Text = french });
        texts.Translation.Add(new Translation { Language = "en", Text = english });
        return texts;
    }

    /// <summary>On the morning of the rail sample, UTC: Berlin is two hours ahead.</summary>
    private static DateTimeOffset At(int hour, int minute) => new(2025, 9, 5, hour, minute, 0, TimeSpan.Zero);

    private static ulong Seconds(DateTimeOffset time) => (ulong)time.ToUnixTimeSeconds();

    private static string RootOf(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "JourneyOrchestrator.sln")) ? folder : RootOf(Path.GetDirectoryName(folder)!);
}
