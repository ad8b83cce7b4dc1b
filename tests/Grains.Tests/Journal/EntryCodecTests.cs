using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Grains.Tests.Journal;

public sealed class EntryCodecTests
{
    private static Person Told() => new Person(Journeys.Of("care", "signal.data.order", "onePerKey", Journeys.Trigger("complained"), Journeys.Task("call", "'Call ' + vars.got.phone")))
        .Hears("complained", """{"order":"O-4711","phone":"+49 731 5550"}""");

    [Theory]
    [InlineData("O-4711")]
    [InlineData("5550")]
    [InlineData("\"app\"")]
    [InlineData("\"s1\"")]
    [InlineData("\"ann\"")]
    public void Nothing_personal_stands_in_the_plain_part(string personal)
    {
        var ann = Told();

        Assert.DoesNotContain(personal, Encoding.UTF8.GetString(ann.Record.Entry.Plain));
    }

    [Fact]
    public void The_plain_part_says_what_happened_to_whom_knows_no_key()
    {
        var plain = Encoding.UTF8.GetString(Told().Record.Entry.Plain);

        Assert.Contains("\"type\":\"complained\"", plain);
        Assert.Contains("\"type\":\"task.offered\",\"item\":3,\"role\":\"adviser\"", plain);
    }

    [Fact]
    public void Without_the_key_personal_values_read_as_null_and_the_rest_stays()
    {
        var entry = EntryCodec.Decode(Told().Record.Entry, null);

        Assert.Equal((null, null, "complained"), (entry.Subject, entry.Input.Id, entry.Input.Type));
        Assert.True(entry.Input.Data.IsNull);
    }

    [Fact]
    public void A_sealed_part_that_was_tampered_with_is_an_error()
    {
        var record = Told().Record.Entry;
        record.Sealed![^1] ^= 1;

        Assert.Throws<DamagedStoreException>(() => EntryCodec.Decode(record, new FakeKeys().Open(1)));
    }

    [Theory]
    [InlineData("\"task.dreamt\"", "task.dreamt")]
    [InlineData("\"task.offered\",\"v\":2", "version 2")]
    public void A_fact_of_a_newer_version_or_shape_is_an_error_and_is_named(string type, string named)
    {
        var record = Told().Record.Entry;
        var newer = Encoding.UTF8.GetString(record.Plain).Replace("\"task.offered\"", type, StringComparison.Ordinal);

        var error = Assert.Throws<NewerJournalException>(() => EntryCodec.Decode(record with { Plain = Encoding.UTF8.GetBytes(newer) }, null));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_does_not_follow_the_last_is_not_folded()
    {
        var state = new CustomerState(1, "ann");
        var second = EntryCodec.Decode(Told().Record.Entry, null) with { Seq = 2 };

        Assert.Throws<InvalidOperationException>(() => state.Apply(second));
    }

    [Fact]
    public void A_fact_about_a_case_that_is_not_there_is_not_skipped()
    {
        var entry = EntryCodec.Decode(Told().Record.Entry, null);
        var headless = entry with { Facts = entry.Facts.RemoveAt(0) };

        Assert.Throws<InvalidOperationException>(() => new CustomerState(1, "ann").Apply(headless));
    }

    [Fact]
    public void Data_that_the_doors_take_is_read_back_however_deep_and_oddly_named()
    {
        // A member whose name begins with '$' is what the journal writes with three levels for one.
        var deep = string.Concat(Enumerable.Repeat("{\"$a\":", 60)) + "1" + new string('}', 60);
        var ann = new Person(Journeys.Of("care", "signal.data.order", "onePerKey", Journeys.Trigger("complained"), Journeys.Task("call", "'Call ' + vars.got.order")))
            .Hears("complained", $$"""{"order":"O-1","phone":{{deep}}}""");

        var entry = EntryCodec.Decode(ann.Record.Entry, ann.Keys.Open(1));
        Assert.Equal(deep, Encoding.UTF8.GetString(Workflows.Values.ValueJson.ToUtf8(entry.Input.Data.AsMap()["phone"])));
    }
}
