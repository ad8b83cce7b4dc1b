using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using NodaTime;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>What one traveller's journal says.</summary>
internal sealed class TravellerStory(Traveller traveller, ReportBuilder report) : Story(report)
{
    private readonly KnownTrains known = new(traveller.Booking);

    protected override void Read(Fact fact, Instant at)
    {
        switch (fact)
        {
            case ItemTransitioned { Transition: ItemTransition.Start } started when ItemOf(started).Node == "disruption":
                report.ConnectionActedOn(traveller.Booking.Reference, at);
                break;
            case VariableSet { Name: "known" } set:
                known.Learn(set.Value);
                foreach (var (leg, arrival) in known.Arrivals()) report.ArrivalExpected(traveller.Booking.Reference, leg, arrival, at);
                break;
            case VariableSet { Name: "told" } set: known.Told(set.Value); break;
            case MessageQueued { Template: "transfer" or "arrival-platform" } when known.LastTold is { } told:
                report.PlatformTold(traveller.Booking.Reference, told.Leg, told.Platform, at);
                break;
        }
    }
}
