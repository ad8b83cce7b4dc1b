using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The stored journeys: drafts may hold anything, a published version never changes. The catalog that turns use is swapped as a whole.</summary>
internal sealed class JourneyShelf(Host host) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public void Dispose() => one.Dispose();

    /// <summary>Compiles what is published. A version that no longer compiles is left out and logged: its cases wait for a host that knows it.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        var plans = new List<JourneyPlan>();
        foreach (var row in (await host.Store.JourneysAsync(cancel).ConfigureAwait(false)).Where(r => r.Published))
        {
            var read = DefinitionReader.Read(row.Json);
            if (read.Plan is { } plan) plans.Add(plan with { Id = row.Id, Version = row.Version });
            else host.Log.LogError("Version {Version} of journey {Journey} can't be read: {Why}", row.Version, row.Id, string.Join(" ", read.Diagnostics.Select(d => d.Message)));
        }
        host.Journeys = new JourneyCatalog(plans);
    }

    public async ValueTask<SavedJourney> SaveAsync(byte[] json, bool publish, CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await StoreAsync(json, publish, cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Publishes the newest draft; null: no such journey. Without a draft the newest published version is the answer.</summary>
    public async ValueTask<SavedJourney?> PublishAsync(string id, CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var rows = await VersionsAsync(id, cancel).ConfigureAwait(false);
            return rows.Count == 0 ? null : await StoreAsync(rows[^1].Json, publish: true, cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    private async ValueTask<SavedJourney> StoreAsync(byte[] json, bool publish, CancellationToken cancel)
    {
        var read = DefinitionReader.Read(json);
        var refused = read.DefinitionId.Length == 0 || (publish && (read.HasErrors || read.Plan is null));
        var rows = await VersionsAsync(read.DefinitionId, cancel).ConfigureAwait(false);
        // The same definition again is no new version, so that a host may publish what it ships at every start.
        if (publish && rows.LastOrDefault() is { Published: true } last && last.Json.AsSpan().SequenceEqual(json))
            return new SavedJourney(read.DefinitionId, last.Version, true, true, read.Diagnostics);
        var version = rows.LastOrDefault() switch { null => 1, { Published: false } draft => draft.Version, var newest => newest.Version + 1 };
        if (refused) return new SavedJourney(read.DefinitionId, version, false, false, read.Diagnostics);
        await host.Store.SaveJourneyAsync(
            new JourneyRow(read.DefinitionId, version, publish, host.Now().ToUnixMicroseconds(), json), cancel).ConfigureAwait(false);
        if (publish) host.Journeys = host.Journeys.With(read.Plan! with { Version = version });
        return new SavedJourney(read.DefinitionId, version, publish, true, read.Diagnostics);
    }

    private async ValueTask<List<JourneyRow>> VersionsAsync(string id, CancellationToken cancel) =>
        [.. (await host.Store.JourneysAsync(cancel).ConfigureAwait(false)).Where(r => r.Id == id).OrderBy(r => r.Version)];
}
