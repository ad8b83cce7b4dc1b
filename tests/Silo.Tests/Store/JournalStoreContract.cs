using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>What every journal store must do. Each store derives one class from it, which says how to open the store and how to end it
/// as a crash would; the parts of this class follow the parts of <see cref="IJournalStore"/>.</summary>
public abstract partial class JournalStoreContract : IAsyncLifetime
{
    /// <summary>The store under test, empty at first.</summary>
    protected IJournalStore Store { get; private set; } = null!;

    /// <summary>What this machine lacks for this store; null: nothing.</summary>
    protected virtual string? Missing => null;

    public async Task InitializeAsync()
    {
        Skip.If(Missing is not null, Missing);
        Store = await OpenAsync();
    }

    public async Task DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        Clean();
    }

    /// <summary>Opens a new, empty store.</summary>
    protected abstract Task<IJournalStore> OpenAsync();

    /// <summary>Opens what <paramref name="running"/> has made durable so far, as if its process had been killed at this moment.</summary>
    protected abstract Task<IJournalStore> OpenAfterCrashAsync(IJournalStore running);

    /// <summary>Deletes what the test has left behind.</summary>
    protected abstract void Clean();

    /// <summary>Changes rows behind the store's back.</summary>
    protected abstract Task AlterAsync(string sql);

    protected async Task CrashAsync()
    {
        var crashed = Store;
        Store = await OpenAfterCrashAsync(crashed);
        await crashed.DisposeAsync();
    }

    protected Task<CommitResult> CommitAsync(params TurnRecord[] turns) => Store.CommitAsync(new CommitBatch(turns, [])).AsTask();

    protected async Task GivenAsync(params TurnRecord[] turns) => Assert.Empty((await CommitAsync(turns)).Conflicts);

    private async Task<long[]> SeqsAsync(long customer) => [.. (await Store.EntriesAsync(customer, 0, 1_000)).Select(e => e.Seq)];
}
