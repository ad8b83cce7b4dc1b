using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JourneyOrchestrator.Simulation.World;

/// <summary>What happened, line by line, and a hash over all of it: equal hashes are equal runs. The last lines are kept.</summary>
internal sealed class Trace(bool print) : IDisposable
{
    private const int KeptMax = 400;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> lines = [];

    public long Count { get; private set; }

    public IEnumerable<string> Lines => lines;

    public void Add(TimeSpan at, string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,12:F6} {what}");
        hash.AppendData(Encoding.UTF8.GetBytes(line));
        Count++;
        lines.Enqueue(line);
        if (lines.Count > KeptMax) lines.Dequeue();
        if (print) Console.WriteLine(line);
    }

    /// <summary>The hash so far, as 16 hex digits.</summary>
    public string Hash() => BinaryPrimitives.ReadUInt64BigEndian(hash.GetCurrentHash()).ToString("x16", CultureInfo.InvariantCulture);

    public void Dispose() => hash.Dispose();
}
