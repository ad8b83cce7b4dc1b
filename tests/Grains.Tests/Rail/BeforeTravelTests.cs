using System.Globalization;
using System.Text.Json.Nodes;
using static JourneyOrchestrator.Grains.Tests.Rail.Train;

namespace JourneyOrchestrator.Grains.Tests.Rail;

/// <summary>Steps 1 and 2 of the rail journey: the booking, the evening before.</summary>
public sealed class BeforeTravelTests
{
    [Theory]
    [InlineData("de", "Gebucht für Fr 5.9.: RE 17 09:20 ab Berlin Hbf, weiter mit ICE 597 09:33 ab Berlin Südkreuz, Ankunft 10:06 in Wittenberg. Wagen 12, Platz 64.")]
    [InlineData("en", "Booked for Fri 5 Sep: RE 17 09:20 from Berlin Hbf, then ICE 597 09:33 from Berlin Südkreuz, arriving 10:06 in Wittenberg. Coach 12, seat 64.")]
    [InlineData("pl", "Booked for Fri 5 Sep: RE 17 09:20 from Berlin Hbf, then ICE 597 09:33 from Berlin Südkreuz, arriving 10:06 in Wittenberg. Coach 12, seat 64.")]
    public void The_confirmation_names_day_trains_and_seat_in_the_traveller_s_language(string language, string text)
    {
        var ann = new Traveller(language: language).Books("A", b => b["seat"] = new JsonObject { ["coach"] = "12", ["place"] = "64" }, Regional, Express);

        Assert.Equal([("03 12:00", "confirmation", text)], ann.Told);
    }

    [Fact]
    public void Whoever_pays_and_whoever_chose_the_trip_hear_of_it_once_each()
    {
        var ann = new Traveller().Books("A", b => (b["payer"], b["prescriber"]) = ("pia", "boss"), Regional);
        Assert.Equal([("pia", "trip.paid"), ("boss", "trip.prescribed")], ann.Others);

        Assert.Equal([("pia", "trip.paid")], new Traveller().Books("A", b => (b["payer"], b["prescriber"]) = ("pia", "pia"), Regional).Others);
        Assert.Empty(new Traveller().Books(Regional).Others);
    }

    [Fact]
    public void The_same_booking_twice_is_one_trip() =>
        Assert.Single(new Traveller().Books(Regional).Books(Regional).Running("rail-trip"));

    [Fact]
    public void The_reminder_comes_at_six_on_the_evening_before()
    {
        var ann = new Traveller().Books(Regional).Until("05 06:00");

        Assert.Equal(("04 18:00", "reminder", "Tomorrow, Fri 5 Sep, 09:20 from Berlin Hbf by RE 17."), ann.Told[^1]);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T22:30:00Z", "2026-03-29T16:00:00Z")] // leaves at 00:30 after the day of 23 hours
    [InlineData("Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-24T16:00:00Z")] // leaves at 23:30 on the day of 25 hours
    [InlineData("Europe/Berlin", "2026-01-10T22:59:00Z", "2026-01-09T17:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-01-10T14:59:00Z", "2026-01-09T09:00:00Z")]
    [InlineData("America/New_York", "2026-01-10T05:00:00Z", "2026-01-09T23:00:00Z")]
    public void The_evening_before_is_that_of_the_traveller_s_zone_also_around_a_change_of_clocks(string zone, string departure, string reminder)
    {
        var ann = new Traveller().Books("A", b =>
        {
            b["timezone"] = zone;
            b["legs"]![0]!["plannedDep"] = departure;
        }, Regional);

        Assert.Equal(DateTimeOffset.Parse(reminder, CultureInfo.InvariantCulture), ann.Var("remindAt").AsTimestamp());
    }

    [Fact]
    public void Without_consent_or_after_it_was_withdrawn_nobody_is_reminded()
    {
        Assert.DoesNotContain("reminder", new Traveller(consents: "trip-updates").Books(Regional).Until("05 06:00").Templates);

        var ann = new Traveller().Books(Regional).Consent("reminder", false).Until("05 06:00");
        Assert.Equal([("reminder", "no-consent")], ann.Suppressed);
    }

    [Fact]
    public void Who_books_after_six_is_not_reminded_and_nobody_of_a_cancelled_train()
    {
        Assert.Equal(["confirmation"], new Traveller("04 18:01").Books(Regional).Until("05 06:00").Templates);

        var ann = new Traveller().Books(Regional).Hears(Regional, Regional.News(cancelled: true)).IsOffered().AdviserSays("refund").Until("05 06:00");
        Assert.DoesNotContain("reminder", ann.Templates);
    }

    [Fact]
    public void Tomorrow_is_not_said_on_the_day_itself()
    {
        var ann = new Traveller("04 17:00").Books("A", b => b["class"] = 1, Regional, Express).Until("04 17:50").Hears(Express, Express.News(cancelled: true));
        ann.IsOffered(NextExpress).Until("05 08:00");

        Assert.Equal(("04 19:30", "reminder"), (ann.Told.Single(t => t.Template == "reminder").At, "reminder"));
        Assert.All(ann.Messages.Where(m => m.Template == "reminder"), m => Assert.Equal(At("05 00:00"), m.UseUntil));
    }

    [Fact]
    public void Two_bookings_at_the_same_time_are_two_trips_and_each_signal_moves_its_own()
    {
        var ann = new Traveller().Books(Regional).Books("B", null, Express).Until("05 09:20").Boards(Regional);
        ann.Hears(Express, Express.News(dep: 10, arr: 10)).Until("05 09:29").Exits();

        var left = Assert.Single(ann.Running("rail-trip"), c => c.Items.Values.All(i => i.Node != "tripEnd" || !i.Ended));
        Assert.Equal("B", left.Key);
        Assert.Equal(1, ann.Told.Count(t => t.Template == "delay"));
        Assert.StartsWith("ICE 597", ann.Told.Single(t => t.Template == "delay").Text, StringComparison.Ordinal);
    }
}
