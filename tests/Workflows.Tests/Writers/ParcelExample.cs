using JourneyOrchestrator.Workflows.Building;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>The journey in C# that docs/journey-format.md shows.</summary>
internal static class ParcelExample
{
    public static JourneyBuilder Parcel()
    {
        var journey = new JourneyBuilder("parcel", "Parcel", root: "trip").KeyedBy("signal.data.parcel").Entering(EntryPolicy.OnePerKey).In("Europe/Berlin").ContinuingWithIncidents()
            .Aiming("Content", ("content", "The customer said so", "case.items.content.state == 'completed'")).Variable("parcel");
        var trip = journey.Root.Named("Parcel on its way").AutoComplete();

        var sent = trip.Event("sent", "parcel.sent").StartsJourney().Kept("parcel");
        var tell = trip.SendMessage("tell", channel: "email", purpose: "delivery", template: "parcel-sent", basis: "contract")
            .With("text", Input.Cel("'Your parcel ' + vars.parcel.parcel + ' is on its way.'")).EnterOn(sent.Occurred, id: "onSent");
        var answer = trip.Event("answer", "parcel.answer").Where("signal.data.content");
        trip.Milestone("content").Named("Content").EnterOn(answer.Occurred, id: "onAnswer");
        var patience = trip.Delay("patience", TimeSpan.FromDays(3)).EnterOn(tell.Completed, id: "afterTelling");
        trip.HumanTask("call", role: "care", title: "Call about the parcel").WithOutcomes("content", "return")
            .Required("case.items.content.state != 'completed'").EnterOn(patience.Occurred, "case.items.content.state != 'completed'", "noAnswer");

        return journey;
    }
}
