using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>One fact of a case, the entry that it is in, and the item that it is about.</summary>
/// <param name="Cause">Of a message: the nearest item around it that did not start by structure alone, and the rule by which it started.</param>
internal sealed record CaseStep(Entry Entry, Fact Fact, ItemCreated? Item, StartedItem? Cause);

/// <summary>An item and why it started.</summary>
internal sealed record StartedItem(ItemCreated Item, Rule Rule);

/// <summary>What happened in a case, fact by fact.</summary>
internal static class CaseSteps
{
    private const int PageSize = 500;

    /// <summary>Reads the steps of a case; none: there is no such case.</summary>
    public static async ValueTask<ReadResult<List<CaseStep>>> ReadAsync(ICustomers customers, string customer, CaseId id, CancellationToken cancel)
    {
        var entries = new List<Entry>();
        var after = id.Seq - 1;
        while (true)
        {
            var page = await customers.HistoryAsync(customer, after, PageSize, cancel);
            if (page.Status != ReadStatus.Found) return new(page.Status);
            entries.AddRange(page.Value!.Where(entry => entry.Facts.Any(fact => IsOf(fact, id))));
            if (page.Value!.Count < PageSize) break;
            after = page.Value[^1].Seq;
        }
        return ReadResult<List<CaseStep>>.Found(Of(entries, id));
    }

    private static bool IsOf(Fact fact, CaseId id) => fact is CaseFact of && of.Case == id;

    private static List<CaseStep> Of(List<Entry> entries, CaseId id)
    {
        var steps = new List<CaseStep>();
        var items = new Dictionary<int, StartedItem>();
        foreach (var entry in entries)
            foreach (var fact in entry.Facts)
            {
                if (!IsOf(fact, id)) continue;
                if (fact is ItemCreated made) items[made.Item] = new(made, made.Rule);
                else if (fact is ItemTransitioned { Transition: ItemTransition.Start or ItemTransition.ManualStart } start && items.TryGetValue(start.Item, out var waited))
                    items[start.Item] = waited with { Rule = start.Rule };
                var item = fact is ItemFact about ? items.GetValueOrDefault(about.Item)?.Item : null;
                steps.Add(new(entry, fact, item, fact is MessageQueued or MessageSuppressed ? CauseOf(item, items) : null));
            }
        return steps;
    }

    private static StartedItem? CauseOf(ItemCreated? item, Dictionary<int, StartedItem> items)
    {
        for (var at = item?.Item ?? 0; items.TryGetValue(at, out var found); at = found.Item.Parent)
            if (found.Rule.Kind is not RuleKind.Structure) return found;
        return null;
    }
}
