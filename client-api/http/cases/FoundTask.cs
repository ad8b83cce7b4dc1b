using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>A human task and where it is.</summary>
internal sealed record FoundTask(CaseId Case, int Item, TaskView View)
{
    /// <returns>Null when there is no such task.</returns>
    public static async ValueTask<FoundTask?> FindAsync(ICustomers customers, string text, CancellationToken cancel)
    {
        if (!CaseParts.TryParseTask(text, out var id, out var item) || await customers.OwnerAsync(id.Customer, cancel) is not { } owner) return null;
        var read = await customers.ReadAsync(
            owner, state => state.Cases.TryGetValue(id, out var found) && found.Item(item) is { } of ? TaskViews.Of(state.Id, id, of) : null, null, cancel);
        return read.Value is { } view ? new FoundTask(id, item, view) : null;
    }
}
