using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>What is said about subscriptions.</summary>
public static class SubscriptionWire
{
    public static byte[] Write<T>(T content) => WireJson.Write(content);

    public static SubscriptionWish Wish(byte[] utf8) => WireJson.Read<SubscriptionWish>(utf8);

    public static NewSubscription Added(byte[] utf8) => WireJson.Read<NewSubscription>(utf8);

    public static IReadOnlyList<SubscriptionView> List(byte[] utf8) => WireJson.Read<List<SubscriptionView>>(utf8);

    public static SubscriptionView? View(byte[]? utf8) => utf8 is null ? null : WireJson.Read<SubscriptionView>(utf8);

    public static SubscriptionTest? Test(byte[]? utf8) => utf8 is null ? null : WireJson.Read<SubscriptionTest>(utf8);
}
