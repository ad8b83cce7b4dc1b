using System.Buffers;
using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

public sealed class PersonKeysTests : IDisposable
{
    private static readonly MasterKey Master = MasterKey.FromBytes(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "test");
    private static readonly byte[] Value = Encoding.UTF8.GetBytes("{\"name\":\"Ada\"}");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_a_seal_makes_only_the_same_person_opens()
    {
        using var keys = Open();
        var (ada, bob) = (keys.Allocate(), keys.Allocate());
        var made = Seal(keys, ada, Value);

        Assert.Equal(Value, TryOpen(keys, ada, made));
        Assert.Null(TryOpen(keys, bob, made));
        Assert.Equal(-1, made.AsSpan().IndexOf("Ada"u8));
    }

    [Fact]
    public void An_empty_value_is_sealed_and_opened_too()
    {
        using var keys = Open();
        var ada = keys.Allocate();

        Assert.Equal([], TryOpen(keys, ada, Seal(keys, ada, []))!);
    }

    [Fact]
    public void Any_changed_byte_is_refused_and_leaves_no_output()
    {
        using var keys = Open();
        var ada = keys.Allocate();
        var made = Seal(keys, ada, Value);

        for (var i = 0; i < made.Length; i++)
        {
            var changed = made.ToArray();
            changed[i] ^= 1;
            Assert.Null(TryOpen(keys, ada, changed));
        }
        Assert.Null(TryOpen(keys, ada, made[..^1]));
        Assert.Null(TryOpen(keys, ada, made[..10]));
    }

    [Fact]
    public void Equal_values_are_sealed_differently()
    {
        using var keys = Open();
        var ada = keys.Allocate();

        Assert.NotEqual(Seal(keys, ada, Value), Seal(keys, ada, Value));
    }

    [Fact]
    public void A_value_opens_after_a_restart()
    {
        long ada;
        byte[] made;
        using (var keys = Open()) made = Seal(keys, ada = keys.Allocate(), Value);

        using var again = Open(lastUsed: ada);

        Assert.Equal(Value, TryOpen(again, ada, made));
    }

    [Fact]
    public void Keys_made_ahead_but_never_committed_are_used_on_after_a_restart()
    {
        using (var keys = Open(batch: 8))
            for (var i = 1; i <= 3; i++) Assert.Equal(i, keys.Allocate());

        using var again = Open(lastUsed: 2, batch: 8);

        Assert.Equal(3, again.Allocate());
        Assert.Equal(4, again.Allocate());
    }

    [Fact]
    public void Numbers_are_given_once_each_to_many_threads_across_refills()
    {
        using var keys = Open(batch: 16);
        var numbers = new long[1_000];

        Parallel.For(0, numbers.Length, i => numbers[i] = keys.Allocate());

        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(i => (long)i), numbers.Order());
    }

    [Fact]
    public void Numbers_start_above_the_last_customer_of_the_store_when_the_keys_are_older()
    {
        Open().Dispose();
        using var keys = Open(lastUsed: 500);

        Assert.Equal(501, keys.Allocate());
    }

    [Fact]
    public void Keys_that_are_missing_beside_a_journal_with_customers_are_not_made_anew() =>
        Assert.Contains("missing", Assert.Throws<MasterKeyException>(() => Open(lastUsed: 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_destroyed_key_opens_nothing_and_is_never_made_again()
    {
        long ada;
        using (var keys = Open(batch: 2))
        {
            ada = keys.Allocate();
            keys.Destroy(ada);
            Assert.Null(keys.Open(ada));
        }

        using var again = Open(lastUsed: 0, batch: 2);
        Assert.Null(again.Open(ada));
        Assert.True(again.Allocate() > ada);
    }

    [Fact]
    public void A_destroyed_key_is_in_no_byte_of_the_files()
    {
        using var keys = Open(batch: 2);
        var ada = keys.Allocate();
        var wrapped = WrappedKey(ada);
        Assert.True(FilesContain(wrapped));

        keys.Destroy(ada);

        Assert.False(FilesContain(wrapped));
    }

    [Fact]
    public void Destroying_twice_does_no_harm()
    {
        using var keys = Open();
        var ada = keys.Allocate();
        keys.Destroy(ada);
        keys.Destroy(ada);

        Assert.Null(keys.Open(ada));
    }

    [Fact]
    public void Another_master_key_is_refused_at_open()
    {
        Open().Dispose();
        var other = MasterKey.FromBytes(new byte[32], "elsewhere");

        var error = Assert.Throws<MasterKeyException>(() => PersonKeys.Open(_directory.Path, other, 0));

        Assert.Contains("elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_are_stable_and_depend_on_the_text_and_on_the_master_key()
    {
        using var keys = Open();
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

    private PersonKeys Open(long lastUsed = 0, int batch = 4) => PersonKeys.Open(_directory.Path, Master, lastUsed, batch);

    private static byte[] Seal(PersonKeys keys, long customer, byte[] plain)
    {
        using var seal = keys.Open(customer)!;
        return seal.Seal(plain);
    }

    private static byte[]? TryOpen(PersonKeys keys, long customer, byte[] made)
    {
        using var seal = keys.Open(customer)!;
        var output = new ArrayBufferWriter<byte>();
        if (seal.TryOpen(made, output)) return output.WrittenSpan.ToArray();
        Assert.Equal(0, output.WrittenCount);
        return null;
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
