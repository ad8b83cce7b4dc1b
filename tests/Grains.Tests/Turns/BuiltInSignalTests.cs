using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class BuiltInSignalTests
{
    [Fact]
    public void Customer_updated_sets_traits_and_null_removes_one()
    {
        var ann = new Person().Hears("customer.updated", """{"name":"Ann Bell","city":"Ulm"}""").Hears("customer.updated", """{"city":null}""");

        Assert.Equal("""{"name":"Ann Bell"}""", System.Text.Encoding.UTF8.GetString(Workflows.Values.ValueJson.ToUtf8(Workflows.Values.Value.OfMap(ann.State.Traits))));
    }

    [Theory]
    [InlineData("customer.updated", "[1]", "/data")]
    [InlineData("customer.updated", null, "/data")]
    [InlineData("customer.updated", """{"":1}""", "/data")]
    [InlineData("customer.consent.changed", "\"yes\"", "/data")]
    [InlineData("customer.consent.changed", """{"channel":"sms","granted":true}""", "/data/purpose")]
    [InlineData("customer.consent.changed", """{"purpose":"delays","channel":"","granted":true}""", "/data/channel")]
    [InlineData("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":"yes"}""", "/data/granted")]
    [InlineData("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":true,"wording":7}""", "/data/wording")]
    public void What_is_wrong_is_named_by_its_field_and_nothing_is_kept(string type, string? data, string field)
    {
        var ann = new Person().Hears(type, data);

        Assert.Equal((ReceiptKind.Invalid, field), (ann.Receipt.Kind, ann.Receipt.Problem!.Field));
        Assert.Empty(ann.Written);
    }

    [Fact]
    public void Consent_is_kept_with_its_proof()
    {
        var ann = new Person();
        ann.Hears("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":true,"wording":"v3"}""");

        Assert.Equal(new Consent("delays", "sms", true, ann.Now, "v3", "app", null), Assert.Single(ann.State.Consents));
    }

    [Fact]
    public void A_consent_that_arrives_late_does_not_take_back_a_withdrawal()
    {
        var ann = new Person();
        ann.Hears("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":false}""", ann.Now.AddMinutes(-10));
        ann.Hears("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":true}""", ann.Now.AddMinutes(-60));

        Assert.False(Assert.Single(ann.State.Consents).Granted);
        Assert.Equal(2, ann.State.Seq);
    }

    [Fact]
    public void A_clock_that_is_ahead_does_not_outlast_the_next_answer()
    {
        var ann = new Person();
        ann.Hears("customer.consent.changed", """{"purpose":"delays","channel":"sms","granted":true}""", ann.Now.AddMinutes(4));
        ann.Gets(new Input.SetConsent("delays", "sms", false, "v3", "call", "eve"));

        Assert.False(Assert.Single(ann.State.Consents).Granted);
    }

    [Fact]
    public void A_signal_nobody_listens_to_is_kept_all_the_same()
    {
        var ann = new Person().Hears("shop.visited", """{"shop":7}""");

        Assert.Equal((ReceiptKind.Accepted, 1L), (ann.Receipt.Kind, ann.Receipt.Seq));
        Assert.Equal(7, ann.Entry!.Input.Data.AsMap()["shop"].AsInt());
    }

    [Fact]
    public void A_late_signal_is_recorded_now_and_keeps_its_own_time()
    {
        var ann = new Person();
        var happened = ann.Now.AddDays(-3);
        ann.Hears("shop.visited", "{}", happened);

        Assert.Equal((ann.Now, happened), (ann.Entry!.At, ann.Entry.Time));
    }

    [Fact]
    public void Recorded_time_never_goes_back()
    {
        var ann = new Person().Hears("shop.visited");
        var first = ann.Now;
        ann.Now = first.AddMinutes(-5);
        ann.Hears("shop.visited");

        Assert.Equal(first, ann.Entry!.At);
    }
}
