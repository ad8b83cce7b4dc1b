using System.Text.RegularExpressions;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>docs/expressions.md against what compiles.</summary>
public sealed partial class JsDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "expressions.md"));

    [Theory]
    [InlineData("texts")]
    [InlineData("lists")]
    [InlineData("numbers")]
    [InlineData("times")]
    public void Every_method_that_is_documented_is_there(string row)
    {
        var names = NamesOf(row);
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(Enumerable.Range(0, 3), count => Compiles($"variables.x.{name}({string.Join(',', Enumerable.Repeat("1", count))})")));
    }

    [Fact]
    public void Every_function_that_is_documented_is_there()
    {
        var prefix = "";
        foreach (var name in NamesOf("functions").TakeWhile(n => n != "Math"))
        {
            if (name.Contains('.', StringComparison.Ordinal)) prefix = name[..(name.IndexOf('.', StringComparison.Ordinal) + 1)];
            var full = name.Contains('.', StringComparison.Ordinal) ? name.Replace("(x)", "", StringComparison.Ordinal) : prefix + name;
            Assert.True(Enumerable.Range(0, 3).Any(count => Compiles($"{full}({string.Join(',', Enumerable.Repeat("1", count))})")), full);
        }
    }

    private static bool Compiles(string script) => JavaScriptExpression.Compile(script, JsScope.Empty).Expression is not null;

    private static string[] NamesOf(string row) =>
        [.. Quoted().Matches(Text.Split('\n').Last(line => line.StartsWith($"| {row} |", StringComparison.Ordinal))).SelectMany(m => m.Groups[1].Value.Split(' '))];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
