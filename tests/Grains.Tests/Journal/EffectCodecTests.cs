using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Journal;

public sealed class EffectCodecTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<Effect> Effects { get; } =
    [
        new Effect.Message("1-1-e1", "sms", "delays", "late", "Hello «Ann»", "+49 731", "consent", Noon, Noon.AddHours(1), "train"),
        new Effect.Message("1-1-e1", "sms", "delays", "late", "", null, "contract", null, null, null),
        new Effect.Webhook("1-1-e2", "https://a.example/b?c=d", Person.Json("""{"a":[1,2.5,null,true],"b":{"c":"d"}}""")),
        new Effect.Webhook("1-1-e2", "https://a.example/", Value.OfTimestamp(Noon)),
        new Effect.Internal("1-1-e3", "bob", "gift.sent", Value.Null),
    ];

    [Theory, MemberData(nameof(Effects))]
    public void What_goes_through_the_outbox_reads_back_the_same(Effect effect) => Assert.Equal(effect, EffectCodec.Read(EffectCodec.Write(effect, new JsonScratch())));

    [Fact]
    public void What_does_not_go_through_the_outbox_is_refused() =>
        Assert.Throws<ArgumentException>(() => EffectCodec.Write(new Effect.Timer("1-1-i2", Noon), new JsonScratch()));
}
