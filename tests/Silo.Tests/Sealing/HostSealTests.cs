using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

public sealed class HostSealTests
{
    private static HostSeal SealOf(byte first) => new(MasterKey.FromBytes([first, .. new byte[31]], "test"));

    [Fact]
    public void What_was_sealed_opens_at_its_place_with_its_master_key_and_nowhere_else()
    {
        var sealedBytes = SealOf(1).Seal("a", "secret"u8);

        Assert.Equal("secret"u8.ToArray(), SealOf(1).Open("a", sealedBytes));
        Assert.Null(SealOf(1).Open("b", sealedBytes));
        Assert.Null(SealOf(2).Open("a", sealedBytes));
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var damaged = sealedBytes.ToArray();
            damaged[i] ^= 1;
            Assert.Null(SealOf(1).Open("a", damaged));
        }
        Assert.Null(SealOf(1).Open("a", sealedBytes.AsSpan(0, 20)));
    }

    [Fact]
    public void Equal_values_look_different() => Assert.NotEqual(SealOf(1).Seal("a", "secret"u8), SealOf(1).Seal("a", "secret"u8));
}
