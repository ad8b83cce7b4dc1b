using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>What an operator does about a topic or one of its events, on its way to the silo that tells the followers.</summary>
/// <param name="FollowUp">The event that goes out with a withdrawal; null: none.</param>
public sealed record TopicActWire(string Topic, long Position, string By, string Reason, Signal? FollowUp = null);

/// <summary>What is said about topic events on their way.</summary>
public static class TopicWire
{
    public static byte[] Write(TopicActWire act) => WireJson.Write(act);

    public static TopicActWire Act(byte[] utf8) => WireJson.Read<TopicActWire>(utf8);

    public static byte[] Write(WithdrawalEnd end) => WireJson.Write(end);

    public static WithdrawalEnd End(byte[] utf8) => WireJson.Read<WithdrawalEnd>(utf8);

    /// <summary>Of each event what names it: its data, which may be large, nobody shows here.</summary>
    public static byte[] Write(Page<FanOutView> page) => WireJson.Write(page with { Items = [.. page.Items.Select(Named)] });

    public static Page<FanOutView> FanOuts(byte[] utf8) => WireJson.Read<Page<FanOutView>>(utf8);

    private static FanOutView Named(FanOutView view)
    {
        var named = CloudEventJson.Read(view.Progress.Event) with { Data = Value.Null, Extensions = null };
        return view with { Progress = view.Progress with { Event = CloudEventJson.Write(named, UnixTime.FromMicroseconds(view.Progress.At)) } };
    }
}
