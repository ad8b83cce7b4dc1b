using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Customers;

public sealed class IdsTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(34_000_000_000, 255, 1_048_575)]
    public void A_timer_id_names_its_item_within_the_customer(long seq, int ordinal, int item)
    {
        var id = new CaseId(7, seq, ordinal);

        Assert.Equal((id, item), TimerId.Parse(7, TimerId.Of(id, item)));
        Assert.True(TimerId.Of(id, item) > 0);
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(0, 1_048_576)]
    public void What_a_timer_id_can_not_tell_apart_is_an_error(int ordinal, int item) =>
        Assert.Throws<OverflowException>(() => TimerId.Of(new CaseId(7, 1, ordinal), item));

    [Fact]
    public void Ids_of_tasks_and_effects_read_back()
    {
        var id = new CaseId(12, 5, 1);

        Assert.Equal(("12-5.1-t3", "12-5.1-e4"), (CaseParts.TaskId(id, 3), CaseParts.EffectId(id, 4)));
        Assert.True(CaseParts.TryParseTask("12-5.1-t3", out var owner, out var item));
        Assert.Equal((id, 3), (owner, item));
        Assert.True(CaseParts.TryParseEffect("12-5.1-e4", out owner, out var effect));
        Assert.Equal((id, 4), (owner, effect));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12-5")]
    [InlineData("12-5-e3")]
    [InlineData("12-5-t")]
    [InlineData("12-5-t-3")]
    [InlineData("12-5-t99999999999")]
    [InlineData("-t3")]
    [InlineData("12-5.0-t3")]
    public void Anything_else_is_no_task(string text) => Assert.False(CaseParts.TryParseTask(text, out _, out _));
}
