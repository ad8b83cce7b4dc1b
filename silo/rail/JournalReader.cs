using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Replay.Rail;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using NodaTime;

namespace JourneyOrchestrator.Silo.Rail;

/// <summary>Reads the journals of all travellers after a replay, for its report.</summary>
internal sealed class JournalReader(ICustomers customers, RailScenario scenario, ReportBuilder report)
{
    private const int Page = 1000;

    public async Task ReadAsync(CancellationToken cancel)
    {
        foreach (var traveller in scenario.Travellers)
        {
            var story = new TravellerStory(traveller, report);
            for (var after = 0L; ;)
            {
                var page = await customers.HistoryAsync(traveller.Id, after, Page, cancel);
                if (page.Value is not { Count: > 0 } entries) break;
                foreach (var entry in entries) story.Read(entry);
                after = entries[^1].Seq;
            }
            var states = await customers.ReadAsync(traveller.Id, state => state.Cases.Values.Select(c => FactNames.Of(c.Status)).ToArray(), null, cancel);
            foreach (var state in states.Value ?? []) report.Case(state);
        }
    }
}

/// <summary>What one traveller's journal says.</summary>
internal sealed class TravellerStory(Traveller traveller, ReportBuilder report)
{
    private readonly Dictionary<(CaseId, int), ItemCreated> items = [];
    private readonly Dictionary<(CaseId, int), MessageQueued> messages = [];
    private readonly KnownTrains known = new(traveller.Booking);

    public void Read(Entry entry)
    {
        var at = Instant.FromDateTimeOffset(entry.At);
        foreach (var fact in entry.Facts)
        {
            if (!Explanations.Explained(entry, fact)) report.Unexplained();
            Read(fact, at);
        }
    }

    private void Read(Fact fact, Instant at)
    {
        switch (fact)
        {
            case ItemCreated created: items[(created.Case, created.Item)] = created; break;
            case ItemTransitioned { Transition: ItemTransition.Occur } occurred when items[(occurred.Case, occurred.Item)] is { NodeType: "Journey.Milestone" } milestone:
                report.Milestone(milestone.Name);
                break;
            case ItemTransitioned { Transition: ItemTransition.Start } started when items[(started.Case, started.Item)].Node == "disruption":
                report.ConnectionActedOn(traveller.Booking.Reference, at);
                break;
            case VariableSet { Name: "known" } set:
                known.Learn(set.Value);
                foreach (var (leg, arrival) in known.Arrivals()) report.ArrivalExpected(traveller.Booking.Reference, leg, arrival, at);
                break;
            case VariableSet { Name: "told" } set: known.Told(set.Value); break;
            case MessageQueued message:
                messages[(message.Case, message.Effect)] = message;
                if (message.Template is "transfer" or "arrival-platform" && known.LastTold is { } told)
                    report.PlatformTold(traveller.Booking.Reference, told.Leg, told.Platform, at);
                break;
            case IncidentRaised: report.Incident(); break;
            case MessageSuppressed suppressed: report.MessageSuppressed(suppressed.Reason); break;
            case EffectEnded ended when messages.TryGetValue((ended.Case, ended.Effect), out var message): Ended(ended, message, at); break;
        }
    }

    private void Ended(EffectEnded ended, MessageQueued message, Instant at)
    {
        switch (ended)
        {
            case { End: "sent" }: report.MessageSent(at, message.UseUntil is { } until ? Instant.FromDateTimeOffset(until) : null); break;
            case { End: "superseded" }: report.MessageSuperseded(); break;
            case { End: "withheld", Detail: "too-late" }: report.MessageWithheldTooLate(); break;
            case { End: "withheld" }: report.MessageSuppressed(ended.Detail ?? "withheld"); break;
        }
    }
}
