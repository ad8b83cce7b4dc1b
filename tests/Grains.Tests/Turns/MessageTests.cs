using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Grains.Tests.Turns;

public sealed class MessageTests
{
    private static Person Customer(string basis) => new(Journeys.Of("late", null, "always", Journeys.Trigger("delayed"), Journeys.Message("tell", basis, "'delay'")));

    private static Person Answer(Person person, bool granted, string purpose = "delays", string channel = "sms") =>
        person.Gets(new Input.SetConsent(purpose, channel, granted, "v1", "app", "ann"));

    [Theory]
    [InlineData("consent", null, "no-consent")]
    [InlineData("consent", false, "no-consent")]
    [InlineData("consent", true, null)]
    [InlineData("legitimateInterest", null, null)]
    [InlineData("legitimateInterest", false, "objection")]
    [InlineData("contract", false, null)]
    [InlineData("legalObligation", false, null)]
    [InlineData("vitalInterest", false, null)]
    public void A_message_needs_its_consent_or_its_basis(string basis, bool? answer, string? suppressed)
    {
        var ann = Customer(basis);
        if (answer is { } granted) Answer(ann, granted);
        ann.Hears("delayed");

        Assert.Equal(suppressed, ann.Facts<MessageSuppressed>().SingleOrDefault()?.Reason);
        Assert.Equal(suppressed is null ? 1 : 0, ann.Record.Outbox.Length);
    }

    [Theory]
    [InlineData("offers", "sms")]
    [InlineData("delays", "email")]
    public void Consent_for_another_purpose_or_channel_is_none(string purpose, string channel)
    {
        var ann = Answer(Customer("consent"), true, purpose, channel).Hears("delayed");

        Assert.Empty(ann.Record.Outbox);
    }

    [Fact]
    public void The_outbox_row_can_be_read_by_its_sender_and_names_the_consent()
    {
        var ann = Answer(Customer("consent"), true).Hears("delayed");

        var row = Assert.Single(ann.Record.Outbox);
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(ann.Keys.Open(ann.State.Key)!.TryOpen(row.Sealed, bytes));
        var message = Assert.IsType<Effect.Message>(Grains.Journal.EffectCodec.Read(bytes.WrittenSpan));
        Assert.Equal((row.Id, "Hello ann", ann.Now), (message.Id, message.Text, message.ConsentSince!.Value));
        Assert.Equal(message, Assert.Single(ann.Entry!.Effects));
    }

    [Fact]
    public void Messages_with_the_same_supersession_key_share_its_hash_and_have_ids_of_their_own()
    {
        var ann = Customer("contract").Hears("delayed");
        var first = ann.Record.Outbox[0];
        ann.Hears("delayed");

        Assert.Equal(first.SupersessionKey, ann.Record.Outbox[0].SupersessionKey);
        Assert.NotEqual(0, first.SupersessionKey);
        Assert.NotEqual(first.Id, ann.Record.Outbox[0].Id);
    }

    [Fact]
    public void How_a_message_ended_is_told_once_it_is_known()
    {
        var ann = Customer("contract").Hears("delayed");
        ann.Gets(new Input.EffectSettled(ann.Record.Outbox[0].Id, EffectEnd.Withheld, "no-consent"));

        var end = Assert.Single(ann.Facts<EffectEnded>());
        Assert.Equal(("withheld", "no-consent"), (end.End, end.Detail));
    }

    [Theory]
    [InlineData("1-1-e9")]
    [InlineData("1-99-e1")]
    [InlineData("nonsense")]
    public void The_end_of_an_effect_that_nobody_caused_writes_nothing(string id)
    {
        var ann = Customer("contract").Hears("delayed").Gets(new Input.EffectSettled(id, EffectEnd.Sent, null));

        Assert.Null(ann.Entry);
    }
}
