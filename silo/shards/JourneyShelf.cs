using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;

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
        var rows = await host.Store.JourneysAsync(cancel).ConfigureAwait(false);
        var library = JourneyRow.Library(rows);
        foreach (var row in rows.Where(r => r.Published))
        {
            if (host.Journeys.Find(row.Id, row.Version) is { } known)   // a published version never changes
            {
                plans.Add(known);
                continue;
            }
            var read = DefinitionReader.Read(row.Json, library, row.At);
            if (read.Plan is { } plan) plans.Add(plan with { Id = row.Id, Version = row.Version });
            else host.Log.JourneyUnreadable(row.Version, row.Id, string.Join(" ", read.Diagnostics.Select(d => d.Message)));
        }
        host.Journeys = new JourneyCatalog(plans);
    }

    /// <summary>Takes up what another host has published since.</summary>
    public async Task ReloadAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await LoadAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
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
            var rows = VersionsOf(await host.Store.JourneysAsync(cancel).ConfigureAwait(false), id);
            return rows.Count == 0 ? null : await StoreAsync(rows[^1].Json, publish: true, cancel).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    private async ValueTask<SavedJourney> StoreAsync(byte[] json, bool publish, CancellationToken cancel)
    {
        var all = await host.Store.JourneysAsync(cancel).ConfigureAwait(false);
        var at = NextOf(all);
        var read = Checked(DefinitionReader.Read(json, JourneyRow.Library(all), at));
        var refused = read.DefinitionId.Length == 0 || (publish && (read.HasErrors || read.Plan is null));
        var rows = VersionsOf(all, read.DefinitionId);
        // The same definition again is no new version, so that a host may publish what it ships at every start; but if it uses a workflow that has changed.
        if (publish && rows.LastOrDefault() is { Published: true } last && last.Json.AsSpan().SequenceEqual(json) && UsesTheSame(last, read))
            return new SavedJourney(read.DefinitionId, last.Version, true, true, read.Diagnostics);
        var version = rows.LastOrDefault() switch { null => 1, { Published: false } draft => draft.Version, var newest => newest.Version + 1 };
        if (refused) return new SavedJourney(read.DefinitionId, version, false, false, read.Diagnostics);
        await host.Store.SaveJourneyAsync(
            new JourneyRow(read.DefinitionId, version, publish, at, json), cancel).ConfigureAwait(false);
        if (publish) host.Journeys = host.Journeys.With(read.Plan! with { Version = version });
        return new SavedJourney(read.DefinitionId, version, publish, true, read.Diagnostics);
    }

    private static List<JourneyRow> VersionsOf(IEnumerable<JourneyRow> all, string id) => [.. all.Where(r => r.Id == id).OrderBy(r => r.Version)];

    /// <summary>Now, but later than all that was published, whatever the clock says: by these times it is known, at every start, which version of another workflow a version uses.</summary>
    private long NextOf(IReadOnlyList<JourneyRow> all) => Math.Max(host.Now().ToUnixMicroseconds(), all.Where(r => r.Published).Select(r => r.At + 1).DefaultIfEmpty().Max());

    private ReadResult Checked(ReadResult read) => read.Plan is { } plan ? read with { Diagnostics = [.. read.Diagnostics, .. CallChecks.Run(plan, host.Journeys)] } : read;

    private bool UsesTheSame(JourneyRow last, ReadResult read) =>
        host.Journeys.Find(last.Id, last.Version) is not { } plan || read.Plan is null || plan.Uses.SequenceEqual(read.Plan.Uses);
}
