using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sqlite;
using Microsoft.Data.Sqlite;

namespace JourneyOrchestrator.Silo.Tests.Store;

/// <summary>The contract, kept by the SQLite store. A crash is a copy of the files while the store runs: nothing was closed or tidied.</summary>
public sealed class SqliteJournalStoreTests : JournalStoreContract
{
    private readonly List<TemporaryDirectory> _directories = [];

    protected override Task<IJournalStore> OpenAsync() => System.Threading.Tasks.Task.FromResult<IJournalStore>(SqliteJournalStore.Open(NewDirectory()));

    protected override async Task<IJournalStore> OpenAfterCrashAsync(IJournalStore running)
    {
        var from = _directories[^1].Path;
        var to = NewDirectory();
        // The log's index (-shm) is memory shared by the connections and does not outlive them.
        foreach (var name in new[] { SqliteJournalStore.FileName, SqliteJournalStore.FileName + "-wal" })
            if (File.Exists(Path.Combine(from, name))) File.Copy(Path.Combine(from, name), Path.Combine(to, name));
        return SqliteJournalStore.Open(to);
    }

    protected override async Task AlterAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directories[^1].Path, SqliteJournalStore.FileName)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    protected override void Clean() => _directories.ForEach(directory => directory.Dispose());

    private string NewDirectory()
    {
        _directories.Add(new TemporaryDirectory());
        return _directories[^1].Path;
    }
}
