using System.Buffers;
using System.Text;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;

namespace JourneyOrchestrator.Silo.Tests.Sealing;

/// <summary>What keys of persons must do wherever they are kept. Each kind derives one class from it, which opens the same keys again and again.</summary>
public abstract class PersonKeysContract : IDisposable
{
    protected static readonly MasterKey Master = MasterKey.FromBytes(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), "test");
    protected static readonly byte[] Value = Encoding.UTF8.GetBytes("{\"name\":\"Ada\"}");

    protected PersonKeysContract() => Skip.If(Missing is not null, Missing);

    /// <summary>What this machine lacks for this kind; null: nothing.</summary>
    protected virtual string? Missing => null;

    public void Dispose()
    {
        Clean();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the keys of this test, which are new at first.</summary>
    protected abstract Task<PersonKeys> OpenAsync(MasterKey master, long lastUsed, int batch);

    /// <summary>Deletes what the test has left behind.</summary>
    protected virtual void Clean()
    {
    }

    [SkippableFact]
    public async Task What_a_seal_makes_only_the_same_person_opens()
    {
        using var keys = await OpenAsync();
        var (ada, bob) = (keys.Allocate(), keys.Allocate());
        var made = Seal(keys, ada, Value);

        Assert.Equal(Value, TryOpen(keys, ada, made));
        Assert.Null(TryOpen(keys, bob, made));
        Assert.Equal(-1, made.AsSpan().IndexOf("Ada"u8));
    }

    [SkippableFact]
    public async Task An_empty_value_is_sealed_and_opened_too()
    {
        using var keys = await OpenAsync();
        var ada = keys.Allocate();

        Assert.Equal([], TryOpen(keys, ada, Seal(keys, ada, []))!);
    }

    [SkippableFact]
    public async Task Any_changed_byte_is_refused_and_leaves_no_output()
    {
        using var keys = await OpenAsync();
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

    [SkippableFact]
    public async Task Equal_values_are_sealed_differently()
    {
        using var keys = await OpenAsync();
        var ada = keys.Allocate();

        Assert.NotEqual(Seal(keys, ada, Value), Seal(keys, ada, Value));
    }

    [SkippableFact]
    public async Task A_value_opens_after_a_restart()
    {
        long ada;
        byte[] made;
        using (var keys = await OpenAsync()) made = Seal(keys, ada = keys.Allocate(), Value);

        using var again = await OpenAsync(lastUsed: ada);

        Assert.Equal(Value, TryOpen(again, ada, made));
    }

    [SkippableFact]
    public async Task Numbers_are_given_once_each_to_many_threads_across_refills()
    {
        using var keys = await OpenAsync(batch: 16);
        var numbers = new long[1_000];

        Parallel.For(0, numbers.Length, i => numbers[i] = keys.Allocate());

        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(i => (long)i), numbers.Order());
    }

    [SkippableFact]
    public async Task Trying_whether_keys_can_be_made_makes_none()
    {
        using var keys = await OpenAsync(batch: 2);
        Assert.Equal(1, keys.Allocate());
        for (var i = 0; i < 3; i++) keys.Probe();

        Assert.Equal([2L, 3L, 4L], Enumerable.Range(0, 3).Select(_ => keys.Allocate()));
    }

    [SkippableFact]
    public async Task Numbers_start_above_the_last_customer_of_the_store_when_the_keys_are_older()
    {
        (await OpenAsync()).Dispose();
        using var keys = await OpenAsync(lastUsed: 500);

        Assert.Equal(501, keys.Allocate());
    }

    [SkippableFact]
    public async Task A_destroyed_key_opens_nothing_and_is_never_made_again()
    {
        long ada;
        using (var keys = await OpenAsync(batch: 2))
        {
            ada = keys.Allocate();
            keys.Destroy(ada);
            Assert.Null(keys.Open(ada));
        }

        using var again = await OpenAsync(lastUsed: 0, batch: 2);
        Assert.Null(again.Open(ada));
        Assert.True(again.Allocate() > ada);
    }

    [SkippableFact]
    public async Task Destroying_twice_does_no_harm()
    {
        using var keys = await OpenAsync();
        var ada = keys.Allocate();
        keys.Destroy(ada);
        keys.Destroy(ada);

        Assert.Null(keys.Open(ada));
    }

    [SkippableFact]
    public async Task Keys_that_are_missing_beside_a_journal_with_customers_are_not_made_anew()
    {
        var error = await Assert.ThrowsAsync<MasterKeyException>(() => OpenAsync(lastUsed: 1));

        Assert.Contains("journal was written with", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Another_master_key_is_refused_at_open()
    {
        (await OpenAsync()).Dispose();

        var error = await Assert.ThrowsAsync<MasterKeyException>(() => OpenAsync(MasterKey.FromBytes(new byte[32], "elsewhere"), 0, 4));

        Assert.Contains("another master key than the one from elsewhere", error.Message, StringComparison.Ordinal);
    }

    protected Task<PersonKeys> OpenAsync(long lastUsed = 0, int batch = 4) => OpenAsync(Master, lastUsed, batch);

    protected static byte[] Seal(PersonKeys keys, long customer, byte[] plain)
    {
        using var seal = keys.Open(customer)!;
        return seal.Seal(plain);
    }

    protected static byte[]? TryOpen(PersonKeys keys, long customer, byte[] made)
    {
        using var seal = keys.Open(customer)!;
        var output = new ArrayBufferWriter<byte>();
        if (seal.TryOpen(made, output)) return output.WrittenSpan.ToArray();
        Assert.Equal(0, output.WrittenCount);
        return null;
    }
}
