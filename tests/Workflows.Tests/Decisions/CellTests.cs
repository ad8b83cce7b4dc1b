using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Decisions.Tables;

namespace JourneyOrchestrator.Workflows.Tests.Decisions;

/// <summary>The notation of cells: S-FEEL's unary tests over CEL (docs/decisions.md).</summary>
public sealed class CellTests
{
    [Theory]
    [InlineData("-", "null", true)]
    [InlineData("", "5", true)]
    [InlineData("60", "60", true)]
    [InlineData("60", "60.0", true)]
    [InlineData("60", "\"60\"", false)]
    [InlineData("< 60", "59", true)]
    [InlineData("< 60", "60", false)]
    [InlineData("<= 60", "60", true)]
    [InlineData("> 60", "60", false)]
    [InlineData(">=60", "60", true)]
    [InlineData("> -1", "0", true)]
    [InlineData("[60..120)", "60", true)]
    [InlineData("[60..120)", "119.5", true)]
    [InlineData("[60..120)", "120", false)]
    [InlineData("(60 .. 120]", "60", false)]
    [InlineData("(60 .. 120]", "120", true)]
    [InlineData("[0.5..1.5]", "1", true)]
    [InlineData("['a'..'m']", "\"k\"", true)]
    [InlineData("['a'..'m']", "\"n\"", false)]
    [InlineData("'de', 'at', 'ch'", "\"at\"", true)]
    [InlineData("'de', 'at', 'ch'", "\"fr\"", false)]
    [InlineData("< 0, > 10", "11", true)]
    [InlineData("< 0, > 10", "5", false)]
    [InlineData("1, [5..7], > 100", "6", true)]
    [InlineData("not('de')", "\"fr\"", true)]
    [InlineData("not('de')", "\"de\"", false)]
    [InlineData("not(< 0, > 10)", "5", true)]
    [InlineData("not(< 0, > 10)", "11", false)]
    [InlineData("not(null)", "null", false)]
    [InlineData("null", "null", true)]
    [InlineData("< 60", "null", false)]
    [InlineData("[1..2]", "null", false)]
    [InlineData("not(< 60)", "null", true)]
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("'a, b', ']..['", "\"]..[\"", true)]
    [InlineData("[1, 2]", "[1,2]", true)]
    [InlineData("[[1, 2][0]..3]", "2", true)]
    [InlineData("(1 + 2) * 2", "6", true)]
    [InlineData("vars.y", "7", true)]
    [InlineData("> vars.y", "8", true)]
    [InlineData("[vars.y..vars.y + 2]", "9", true)]
    [InlineData("vars.y > 5 ? 1 : 2", "1", true)]
    [InlineData("? % 2 == 0", "8", true)]
    [InlineData("? % 2 == 0", "7", false)]
    [InlineData("?.startsWith('ICE')", "\"ICE 597\"", true)]
    [InlineData("size(?) > 2", "[1,2,3]", true)]
    [InlineData("'x' in ?", "[\"x\"]", true)]
    [InlineData("? > 5 ? ? < 9 : ? == 0", "0", true)]
    [InlineData("vars.?nothing.orValue(3)", "3", true)]
    [InlineData("'who?'", "\"who?\"", true)]
    [InlineData("? > 100, ? < 10", "5", true)]
    [InlineData("has(?.a) && ?.a == 1", "{\"a\":1}", true)]
    public void A_cell_holds_or_not(string cell, string input, bool holds)
    {
        var table = Table("first", "x", "a", "- => true");
        table["rules"]![0]!["when"] = new JsonArray(cell);
        Assert.Equal(holds ? """{"a":true}""" : "null", Ask(table, ("x", JsonNode.Parse(input)), ("y", 7)).Said());
    }

    [Theory]
    [InlineData("< 60 && > 5", "column 9", "Write a range such as [60..120), or name the input: ? >= 60 && ? < 120.")]
    [InlineData("[120..60]", "The range is empty", "Write the smaller end first")]
    [InlineData("(60..60]", "The range is empty", "")]
    [InlineData("[1..'a']", "can't be compared", "")]
    [InlineData("< true", "This value has no order", "")]
    [InlineData("1,,2", "A value is missing", "")]
    [InlineData("'de", "A string does not end", "")]
    [InlineData("de", "column 1: There is nothing named 'de'", "")]
    [InlineData("1, [2..vars.]", "column 13", "")]
    [InlineData("> 1 / 0", "This always fails: division by zero", "")]
    [InlineData("60 // minutes", "", "Write less into one cell, and no comments.")]
    [InlineData("<", "empty", "")]
    [InlineData("_ > 60", "There is nothing named '_'", "")]
    [InlineData("< ?", "column 3", "")]
    public void A_wrong_cell_is_told_with_row_column_and_place(string cell, string message, string fix)
    {
        var table = Table("first", "y x", "a", "- | - => 1", "- | - => 2");
        table["rules"]![1]!["when"] = new JsonArray("-", cell);
        var found = Diagnose(table);
        Assert.All(found, d => Assert.Equal(("J602", "decide"), (d.Code, d.Node)));
        Assert.Contains(found, d => d.Message.StartsWith("row 2, 'x', column ", StringComparison.Ordinal) && d.Message.Contains(message, StringComparison.Ordinal) && d.Fix.StartsWith(fix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whatever_stands_in_a_cell_is_read_or_told(int seed)
    {
        string[] parts = ["-", "<", "<=", ">", "[", "]", "(", ")", "..", ",", "not(", "?", "'a'", "'", "\"", "1", "1.5", "vars.x", "in", "&&", "||", "!", ":", " ", "r'", "b'", "\\", "`", "{", "}", "null", "_", "//", "\n", "é", ".?", "[?"];
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var table = Table("first", "x", "a", "- => 1");
            table["rules"]![0]!["when"] = new JsonArray(string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => parts[random.Next(parts.Length)])));
            Assert.All(Diagnose(table), d => Assert.True((d.Code == "J109" || d.Code[..2] == "J6") && d.Message.EndsWith('.') && d.Fix.Length > 0, d.ToString()));
        }
    }
}
