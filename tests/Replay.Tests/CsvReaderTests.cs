using System.Text;
using JourneyOrchestrator.Silo.Replay;

namespace Replay.Tests;

public sealed class CsvReaderTests : IDisposable
{
    private readonly TempFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order_and_others_are_ignored() =>
        Assert.Equal(["1|2", "3|4"], Rows(_files.Write("a.csv", "b,x,a\n2,9,1\n4,9,3\n"), "a", "b"));

    [Fact]
    public void A_gzip_file_is_read_like_a_plain_one() =>
        Assert.Equal(["1|2"], Rows(_files.WriteGzip("a.csv.gz", "a,b\n1,2\n"), "a", "b"));

    [Theory]
    [InlineData("a,b\n\"1,1\",2\n", "1,1|2")]
    [InlineData("a,b\n\"say \"\"no\"\"\",2\n", "say \"no\"|2")]
    [InlineData("a,b\n\"two\nlines\",2\n", "two\nlines|2")]
    [InlineData("a,b\r\n1,\r\n", "1|")]
    [InlineData("a,b\n\n1,2", "1|2")]
    public void Quotes_line_ends_and_empty_fields_follow_RFC_4180(string text, string row) =>
        Assert.Equal([row], Rows(_files.Write("a.csv", text), "a", "b"));

    [Theory]
    [InlineData("", 1, null, "empty")]
    [InlineData("a,c\n1,2\n", 1, "b", "missing in the header")]
    [InlineData("a,b\n1,2\n1\n", 3, null, "1 fields where the header names 2")]
    [InlineData("a,b\n1,2,3\n", 2, null, "3 fields where the header names 2")]
    [InlineData("a,b\n\"1,2\n", 2, null, "has no end")]
    [InlineData("a,b\n\"x\ny\",2\n1\n", 4, null, "1 fields")]
    public void A_bad_line_is_named_with_what_to_do(string text, int line, string? column, string problem)
    {
        var file = _files.Write("a.csv", text);
        var error = Assert.Throws<ReplayInputException>(() => Rows(file, "a", "b"));
        Assert.Equal((file, line, column), (error.File, error.Line, error.Column));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_bytes_that_are_no_text_and_a_broken_gzip_are_input_errors()
    {
        Assert.Contains("cannot be opened", Error("/nowhere/a.csv"), StringComparison.Ordinal);
        Assert.Contains("UTF-8", Error(_files.Write("b.csv", [.. Encoding.UTF8.GetBytes("a,b\n"), 0xff, 0xfe, (byte)'\n'])), StringComparison.Ordinal);
        Assert.Contains("gzip", Error(_files.Write("c.csv.gz", "a,b\n1,2\n")), StringComparison.Ordinal);
        Assert.Contains("longer than", Error(_files.Write("d.csv", "a,b\n" + new string('x', 70_000) + ",1\n")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void A_gzip_file_that_was_cut_off_is_refused_also_where_a_line_ends(double kept)
    {
        var whole = File.ReadAllBytes(_files.WriteGzip("whole.csv.gz", "a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i * 7919 % 10007},{i}\n"))));
        var cut = _files.Write("cut.csv.gz", whole[..(int)(whole.Length * kept)]);

        Assert.Contains("truncated", Error(cut), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_gzip_file_is_empty() =>
        Assert.Contains("the file is empty", Error(_files.Write("none.csv.gz", Array.Empty<byte>())), StringComparison.Ordinal);

    private static string Error(string file) => Assert.Throws<ReplayInputException>(() => Rows(file, "a", "b")).Message;

    private static List<string> Rows(string file, params string[] columns)
    {
        List<string> rows = [];
        using var csv = new CsvReader(file, columns);
        while (csv.Read()) rows.Add($"{csv.Field(0)}|{csv.Field(1)}");
        return rows;
    }
}
