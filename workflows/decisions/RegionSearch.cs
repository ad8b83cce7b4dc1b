using System.Numerics;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>Looks for inputs for which none of some rows hits, column by column; regions in which the same rows are left count once.</summary>
internal sealed class RegionSearch
{
    /// <summary>Regions looked at for a table, all searches together: the question is hard (NP) for many columns.</summary>
    private const int StepsMax = 500_000;

    private readonly BigInteger[][] rowsIn;
    private readonly HashSet<(int Column, BigInteger Rows)> seen = [];
    private readonly int[] chosen;
    private byte[][] within = [];
    private int steps;

    /// <param name="cells">By row and column the regions in which the cell holds; null: not judged, which counts as everywhere.</param>
    public RegionSearch(ColumnRegions[] columns, BigInteger?[][] cells)
    {
        chosen = new int[columns.Length];
        rowsIn = [.. columns.Select((column, i) => RowsIn(column.Count, i, cells))];
    }

    /// <summary>It stopped before it was through: what it did not find may still exist.</summary>
    public bool GaveUp => steps > StepsMax;

    /// <summary>The first so many rows, as a set.</summary>
    public static BigInteger Rows(int count) => (BigInteger.One << count) - 1;

    /// <summary>A region for each column, within those given, for which none of the rows hits; -1 where any will do. Null: not found.</summary>
    public int[]? Find(BigInteger rows, BigInteger[] regions)
    {
        seen.Clear();
        within = [.. regions.Select(Bits)];
        Array.Fill(chosen, -1);
        return Search(0, rows) ? [.. chosen] : null;
    }

    private bool Search(int column, BigInteger rows)
    {
        if (rows.IsZero) return true;
        if (column == chosen.Length || !seen.Add((column, rows))) return false;
        HashSet<BigInteger> tried = [];
        for (var region = 0; region < rowsIn[column].Length; region++)
        {
            if (++steps > StepsMax) return false;
            if (!Has(within[column], region)) continue;
            var left = rows & rowsIn[column][region];
            if (!tried.Add(left)) continue;
            chosen[column] = region;
            if (Search(column + 1, left)) return true;
        }
        chosen[column] = -1;
        return false;
    }

    private static BigInteger[] RowsIn(int regions, int column, BigInteger?[][] cells)
    {
        var rows = new BigInteger[regions];
        for (var row = 0; row < cells.Length; row++)
        {
            var held = cells[row][column] is { } judged ? Bits(judged) : null;
            for (var region = 0; region < regions; region++)
                if (held is null || Has(held, region)) rows[region] |= BigInteger.One << row;
        }
        return rows;
    }

    /// <summary>A set that can be asked without making a number for each question.</summary>
    private static byte[] Bits(BigInteger set) => set.ToByteArray(isUnsigned: true);

    private static bool Has(byte[] set, int member) => member >> 3 < set.Length && (set[member >> 3] >> (member & 7) & 1) != 0;
}
