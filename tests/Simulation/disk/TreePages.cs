using System.Buffers.Binary;

namespace JourneyOrchestrator.Simulation.Disk;

/// <summary>The pages of a table or an index in a SQLite file (https://www.sqlite.org/fileformat2.html#b_tree_pages), but for those to which a long row overflows.</summary>
internal static class TreePages
{
    private const int InteriorIndex = 0x02, InteriorTable = 0x05, InteriorHeaderBytes = 12;

    public static int Size(ReadOnlySpan<byte> file) => BinaryPrimitives.ReadUInt16BigEndian(file[16..]);

    /// <summary>Numbers of the pages, from 1.</summary>
    public static IEnumerable<int> Of(byte[] file, int root)
    {
        yield return root;
        foreach (var child in Children(file, root))
            foreach (var page in Of(file, child)) yield return page;
    }

    private static List<int> Children(byte[] file, int number)
    {
        var page = file.AsSpan((number - 1) * Size(file), Size(file));
        if (page[0] is not (InteriorTable or InteriorIndex)) return [];
        var children = new List<int>();
        for (var cell = 0; cell < BinaryPrimitives.ReadUInt16BigEndian(page[3..]); cell++)
        {
            var at = BinaryPrimitives.ReadUInt16BigEndian(page[(InteriorHeaderBytes + 2 * cell)..]);
            children.Add(BinaryPrimitives.ReadInt32BigEndian(page[at..]));
        }
        children.Add(BinaryPrimitives.ReadInt32BigEndian(page[8..]));
        return children;
    }
}
