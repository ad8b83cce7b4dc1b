using System.Buffers.Binary;
using System.Security.Cryptography;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>Wraps data keys by the master key: AES-256-GCM, nonce (12 bytes), tag (16), ciphertext. The key's number is the associated data, so that
/// a row moved to another number does not open. Each thread keeps its cipher: half the cost of making one each time. Thread-safe.</summary>
internal sealed class KeyWrap(MasterKey master) : IDisposable
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = NonceBytes + TagBytes;
    private const int KeyBytes = 32;
    private const int CheckNumber = 0;   // customers count from 1

    private readonly ThreadLocal<AesGcm> _ciphers = PerThread(master.Derive("journey key wrap v1"));

    private static ReadOnlySpan<byte> CheckText => "journey keys v1"u8;

    /// <summary>Makes sure that the keys of a table are wrapped by this master key; those of a new table will be.</summary>
    /// <exception cref="MasterKeyException">They were made with another one.</exception>
    public void Check(IKeyTable table)
    {
        var kept = table.CheckValue() ?? table.KeepCheckValue(Wrap(CheckNumber, CheckText));
        if (TryUnwrap(CheckNumber, kept) is not { } plain || !plain.AsSpan().SequenceEqual(CheckText))
            throw new MasterKeyException($"{table.Name} was made with another master key than the one from {master.Origin}. Give the key it was made with.");
    }

    /// <summary>A new data key, wrapped.</summary>
    public byte[] Make(long number) => Wrap(number, RandomNumberGenerator.GetBytes(KeyBytes));

    /// <exception cref="CryptographicException">The bytes are damaged.</exception>
    public byte[] Unwrap(IKeyTable table, WrappedKey key) =>
        TryUnwrap(key.Number, key.Bytes) ?? throw new CryptographicException($"Key {key.Number} in {table.Name} is damaged. Restore the keys from a backup.");

    public void Dispose() => _ciphers.Dispose();

    /// <summary>Not tracked: threads come and go, and what they kept goes with them.</summary>
    private static ThreadLocal<AesGcm> PerThread(byte[] key) => new(() => new AesGcm(key, TagBytes));

    private byte[] Wrap(long number, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[HeadBytes + key.Length];
        var nonce = wrapped.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _ciphers.Value!.Encrypt(nonce, key, wrapped.AsSpan(HeadBytes), wrapped.AsSpan(NonceBytes, TagBytes), Associated(number));
        return wrapped;
    }

    private byte[]? TryUnwrap(long number, byte[] wrapped)
    {
        if (wrapped.Length < HeadBytes) return null;
        var key = new byte[wrapped.Length - HeadBytes];
        try
        {
            _ciphers.Value!.Decrypt(wrapped.AsSpan(0, NonceBytes), wrapped.AsSpan(HeadBytes), wrapped.AsSpan(NonceBytes, TagBytes), key, Associated(number));
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Associated(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }
}
