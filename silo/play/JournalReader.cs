using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>Reads journals after a replay, through the same history that the doors serve, for its report.</summary>
internal static class JournalReader
{
    private const int Page = 1000;

    public static async Task ReadAsync(ICustomers customers, string id, Story story, PlayCount report, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var page = await customers.HistoryAsync(id, after, Page, cancel);
            if (page.Value is not { Count: > 0 } entries) break;
            foreach (var entry in entries) story.Read(entry);
            after = entries[^1].Seq;
        }
        var states = await customers.ReadAsync(id, state => state.Cases.Values.Select(c => FactNames.Of(c.Status)).ToArray(), null, cancel);
        foreach (var state in states.Value ?? []) report.Case(state);
    }
}
