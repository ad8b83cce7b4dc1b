using System.Buffers.Binary;
using System.Text;

namespace JourneyOrchestrator.Operations.Tests.Telemetry;

/// <summary>A message in protobuf's wire format: its fields by number, read as they are asked for. Whatever is malformed fails.</summary>
internal sealed class Proto
{
    private readonly List<(int Field, ulong Number, byte[]? Bytes)> fields = [];

    public Proto(ReadOnlySpan<byte> wire)
    {
        while (wire.Length > 0)
        {
            var tag = Varint(ref wire);
            var field = (int)(tag >> 3);
            fields.Add((tag & 7) switch
            {
                0 => (field, Varint(ref wire), null),
                1 => (field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref wire, 8)), null),
                2 => (field, 0, Take(ref wire, (int)Varint(ref wire)).ToArray()),
                5 => (field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref wire, 4)), null),
                var type => throw new FormatException($"Wire type {type} of field {field}."),
            });
        }
    }

    public IEnumerable<Proto> Messages(int field) => Bytes(field).Select(bytes => new Proto(bytes));

    public string Text(int field) => Bytes(field).Select(Encoding.UTF8.GetString).SingleOrDefault() ?? "";

    public string Hex(int field) => Bytes(field).Select(Convert.ToHexStringLower).SingleOrDefault() ?? "";

    public ulong Number(int field) => fields.Where(f => f.Field == field).Select(f => f.Number).LastOrDefault();

    public bool Has(int field) => fields.Any(f => f.Field == field);

    private IEnumerable<byte[]> Bytes(int field) => fields.Where(f => f.Field == field).Select(f => f.Bytes ?? throw new FormatException($"Field {field} is a number."));

    private static ulong Varint(ref ReadOnlySpan<byte> wire)
    {
        for (var (value, shift) = (0UL, 0); ; shift += 7)
        {
            var next = Take(ref wire, 1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> wire, int count)
    {
        var taken = wire[..count];
        wire = wire[count..];
        return taken;
    }
}
