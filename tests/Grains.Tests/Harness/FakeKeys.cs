using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Tests.Harness;

/// <summary>Keys of persons without cryptography: a sealed value is its bytes turned around, with the owner's number and a checksum in front.</summary>
public sealed class FakeKeys : IPersonKeys
{
    private readonly HashSet<long> destroyed = [];
    private long last;

    public long Allocate() => ++last;

    public IPersonSeal? Open(long customer) => destroyed.Contains(customer) ? null : new Seal(customer);

    public void Destroy(long customer) => destroyed.Add(customer);

    public void Probe() { }

    public byte[] IdHash(string id) => SHA256.HashData(Encoding.UTF8.GetBytes("id" + id))[..16];

    public long TermHash(string term) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(term))) | 1;

    private sealed class Seal(long owner) : IPersonSeal
    {
        private const int HeaderSize = 16;

        byte[] IPersonSeal.Seal(ReadOnlySpan<byte> plain)
        {
            var bytes = new byte[HeaderSize + plain.Length];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, owner);
            plain.CopyTo(bytes.AsSpan(HeaderSize));
            bytes.AsSpan(HeaderSize).Reverse();
            SHA256.HashData(bytes.AsSpan(HeaderSize)).AsSpan(0, 8).CopyTo(bytes.AsSpan(8));
            return bytes;
        }

        public bool TryOpen(ReadOnlySpan<byte> sealedBytes, IBufferWriter<byte> output)
        {
            var body = sealedBytes[HeaderSize..];
            if (BinaryPrimitives.ReadInt64LittleEndian(sealedBytes) != owner) return false;
            if (!SHA256.HashData(body).AsSpan(0, 8).SequenceEqual(sealedBytes[8..HeaderSize])) return false;
            var plain = body.ToArray();
            plain.AsSpan().Reverse();
            output.Write(plain);
            return true;
        }

        public void Dispose() { }
    }
}
