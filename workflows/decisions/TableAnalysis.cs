using System.Collections.Immutable;
using System.Numerics;

namespace JourneyOrchestrator.Workflows.Decisions;

/// <summary>
/// What can be said of a table before it is asked: rows that hit for the same inputs, inputs for which none hits, rows that never count. Cells that
/// depend on more than their input are given the benefit of the doubt, so that whatever is found is really so.
/// </summary>
internal sealed class TableAnalysis
{
    private readonly DecisionTable table;
    private readonly ColumnRegions[] columns;
    private readonly BigInteger?[][] cells;
    private readonly RegionSearch search;

    public TableAnalysis(DecisionTable table)
    {
        this.table = table;
        columns = [.. table.Inputs.Select((input, i) => new ColumnRegions(input.Type, table.Rules.Select(r => r.When[i])))];
        cells = [.. table.Rules.Select(row => row.When.Select((cell, i) => columns[i].Of(cell)).ToArray())];
        search = new RegionSearch(columns, cells);
    }

    /// <summary>Pairs of rows that both hit for some inputs, which are told in words.</summary>
    public IEnumerable<(int Row, int Other, string Example)> Overlaps()
    {
        for (var row = 0; row < cells.Length; row++)
            for (var other = row + 1; other < cells.Length; other++)
                if (Overlap(row, other) is { } example) yield return (row, other, Words(example));
    }

    /// <summary>Inputs, none of them null, for which no row hits; null: none were found.</summary>
    public string? Gap() =>
        search.Find(RegionSearch.Rows(cells.Length), [.. columns.Select(c => c.Present)]) is { } gap ? Words(gap) : null;

    /// <summary>Rows with a cell that holds for no value.</summary>
    public IEnumerable<int> Impossible() => Enumerable.Range(0, cells.Length).Where(row => cells[row].Any(cell => cell is { IsZero: true }));

    /// <summary>Rows for whose inputs always an earlier row hits.</summary>
    public IEnumerable<int> Covered()
    {
        var earlier = BigInteger.Zero;
        for (var row = 0; row < cells.Length; row++)
        {
            // A cell that is not judged may hold everywhere: then more inputs must be covered, and it covers none for sure.
            BigInteger[] own = [.. columns.Select((column, i) => cells[row][i] ?? column.All)];
            if (!earlier.IsZero && own.All(o => !o.IsZero) && search.Find(earlier, own) is null && !search.GaveUp) yield return row;
            if (cells[row].All(c => c is not null)) earlier |= BigInteger.One << row;
        }
    }

    private int[]? Overlap(int row, int other)
    {
        var example = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            if (cells[row][i] is not { } one || cells[other][i] is not { } two) return null;
            var both = one & two;
            if (both.IsZero) return null;
            var present = both & columns[i].Present;
            example[i] = LowestOf(present.IsZero ? both : present);
        }
        return example;
    }

    private static int LowestOf(BigInteger set) => (int)BigInteger.TrailingZeroCount(set);

    /// <summary>An example as "Delay is 60, Class is 'first'"; inputs that do not matter (-1) are left out.</summary>
    private string Words(int[] regions)
    {
        var said = regions.Select((region, i) => region < 0 ? null : $"{table.Inputs[i].Label} is {columns[i].Describe(region)}").OfType<string>().ToImmutableArray();
        return said.IsEmpty ? "any input" : string.Join(", ", said);
    }
}
