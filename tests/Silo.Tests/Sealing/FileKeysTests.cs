using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

/// <summary>The contract, kept by the file of keys; and what only a file of one process promises.</summary>
public sealed class FileKeysTests : PersonKeysContract
{
    private readonly TemporaryDirectory _directory = new();

    protected override Task<PersonKeys> OpenAsync(MasterKey master, long lastUsed, int batch) =>
        Task.Run(() => PersonKeys.Open(_directory.Path, master, lastUsed, batch));

    protected override void Clean() => _directory.Dispose();

    [Fact]
    public async Task Keys_made_ahead_but_never_committed_are_used_on_after_a_restart()
    {
        using (var keys = await OpenAsync(batch: 8))
            for (var i = 1; i <= 3; i++) Assert.Equal(i, keys.Allocate());

        using var again = await OpenAsync(lastUsed: 2, batch: 8);

        Assert.Equal(3, again.Allocate());
        Assert.Equal(4, again.Allocate());
    }

    [Fact]
    public async Task A_destroyed_key_is_in_no_byte_of_the_files()
    {
        using var keys = await OpenAsync(batch: 2);
        var ada = keys.Allocate();
        var wrapped = WrappedKey(ada);
        Assert.True(FilesContain(wrapped));

        keys.Destroy(ada);

        Assert.False(FilesContain(wrapped));
    }

    [Fact]
    public async Task Hashes_are_stable_and_depend_on_the_text_and_on_the_master_key()
    {
        using var keys = await OpenAsync();
        using var directory = new TemporaryDirectory();
        using var others = PersonKeys.Open(directory.Path, MasterKey.FromBytes(new byte[32], "other"), 0, 2);

        Assert.Equal(16, keys.IdHash("ada").Length);
        Assert.Equal(keys.IdHash("ada"), keys.IdHash("ada"));
        Assert.NotEqual(keys.IdHash("ada"), keys.IdHash("Ada"));
        Assert.NotEqual(keys.IdHash("ada"), others.IdHash("ada"));
        Assert.Equal(keys.TermHash("ada"), keys.TermHash("ada"));
        Assert.NotEqual(keys.TermHash("ada"), keys.TermHash("bob"));
        Assert.NotEqual(keys.TermHash("ada"), others.TermHash("ada"));
        Assert.Equal(16, keys.IdHash(new string('ä', 5_000)).Length);
    }

    private byte[] WrappedKey(long customer)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_directory.File(PersonKeys.FileName)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT wrapped FROM keys WHERE key = $key";
        command.Parameters.AddWithValue("$key", customer);
        return (byte[])command.ExecuteScalar()!;
    }

    private bool FilesContain(byte[] bytes) =>
        Directory.GetFiles(_directory.Path, "keys.db*").Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
}
