namespace Architecture.Tests;

public sealed class BannedSymbolTests(PureRoomBuild build) : IClassFixture<PureRoomBuild>
{
    public static TheoryData<string> Symbols => new(BannedSymbols.Listed());

    [Theory, MemberData(nameof(Symbols))]
    public void A_pure_room_that_uses_a_banned_symbol_does_not_compile(string symbol) =>
        Assert.True(build.Refused.Contains(symbol), $"{symbol} was not refused (is there a use of it in {nameof(BannedSymbols)}?). The build said:\n{build.Output}");

    [Fact]
    public void Each_use_that_is_tried_is_of_a_listed_symbol() =>
        Assert.Equal(BannedSymbols.Listed().Order(StringComparer.Ordinal), BannedSymbols.Uses.Keys.Order(StringComparer.Ordinal));
}
