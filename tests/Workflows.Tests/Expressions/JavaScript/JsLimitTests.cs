using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

/// <summary>What neither a designer nor the data of an event may do to the process.</summary>
public sealed class JsLimitTests
{
    private static readonly Dictionary<string, Value> Large = new()
    {
        ["large"] = Value.Of(new string('a', 100_000)), ["many"] = Value.OfList(Enumerable.Range(0, 30_000).Select(i => Value.Of(i)).ToArray()), ["deep"] = Deep(60),
    };

    private static Value Deep(int levels) => Enumerable.Range(0, levels).Aggregate(Value.Of(1), (inner, _) => Value.OfList(inner));

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("({ a: ")]
    [InlineData("`${")]
    [InlineData("!")]
    [InlineData("- ")]
    [InlineData("typeof ")]
    [InlineData("1 ? ")]
    [InlineData("1 ? 2 : ")]
    [InlineData("2 ** ")]
    [InlineData("String(")]
    [InlineData("variables.list[")]
    public void Endless_nesting_is_refused_and_the_process_lives(string opening) =>
        Assert.Contains("nested deeper", JsEvaluation.IssueOf(string.Concat(Enumerable.Repeat(opening, 8000 / opening.Length))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(" + 1")]
    [InlineData(".a")]
    [InlineData("?.a")]
    [InlineData("[0]")]
    [InlineData(".trim()")]
    [InlineData(" && 1")]
    [InlineData(" == 1")]
    public void An_endless_chain_is_refused_and_the_process_lives(string link) =>
        Assert.Contains("chain", JsEvaluation.IssueOf("variables.name" + string.Concat(Enumerable.Repeat(link, 7900 / link.Length))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_script_that_is_too_long_is_refused() => Assert.Equal("too-long", JsEvaluation.IssueOf(new string(' ', Cel.TextMax) + "1").Code);

    [Theory]
    [InlineData("variables.large.replaceAll('', variables.large)")]
    [InlineData("variables.large.replaceAll('a', variables.large)")]
    [InlineData("variables.large.replaceAll('a', '$`')")]
    [InlineData("variables.large.repeat(1e5)")]
    [InlineData("'a'.repeat(1e15)")]
    [InlineData("''.padStart(1e15)")]
    [InlineData("''.padStart(1e8, 'ab')")]
    [InlineData("variables.many.join(variables.large)")]
    [InlineData("variables.large.split('')")]
    [InlineData("variables.large.includes(variables.large + 'b')")]
    [InlineData("variables.many.concat(variables.many, variables.many, variables.many)")]
    [InlineData("[variables.many, variables.many, variables.many, variables.many]")]
    [InlineData("JSON.stringify([variables.many, variables.many, variables.many, variables.many])")]
    [InlineData("'' + [variables.many, variables.many, variables.many, variables.many]")]
    [InlineData("[[[[[variables.deep]]]]]")]
    [InlineData("'' + [[[[[variables.deep]]]]]")]
    public void Large_data_that_a_script_multiplies_is_stopped_by_the_budget(string script) => Assert.Contains("steps", JsEvaluation.With(script, Large).AsString(), StringComparison.Ordinal);

    [Fact]
    public void Many_searches_of_large_texts_are_stopped_by_the_budget()
    {
        var script = string.Join(" || ", Enumerable.Repeat("variables.large.includes('b')", 200));
        Assert.Contains("steps", JsEvaluation.With(script, Large).AsString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variables.many.length", "Int:30000")]
    [InlineData("variables.many.includes(29999)", "Bool:True")]
    [InlineData("variables.large.toUpperCase().length", "Int:100000")]
    [InlineData("variables.deep.length", "Int:1")]
    [InlineData("variables.large.charCodeAt(1e300)", "Error:the result is NaN, which is no number that can be kept")]
    [InlineData("variables.large.slice(-1e300, 1e300).length", "Int:100000")]
    [InlineData("variables.many.at(-1e300)", "Null:")]
    [InlineData("variables.many.slice(1e300).length", "Int:0")]
    [InlineData("parseInt('9'.repeat(2000)) > 1e308", "Bool:True")]
    [InlineData("Number('1e99999999999') > 1e308", "Bool:True")]
    [InlineData("'abc'.split('b', 4294967297).length", "Int:1")]
    public void Large_values_alone_are_no_trouble(string script, string expected) => Assert.Equal(expected, JsEvaluation.With(script, Large).ToString());

    [Fact]
    public void Any_text_gives_an_expression_or_an_issue()
    {
        var random = new Random(7);
        string[] parts = ["variables", ".", "n", "(", ")", "[", "]", "{", "}", "`", "${", "'", "\"", "\\", "u", "{", "1", "0x", "e", "+", "=", "=>", "?.", "?", ":", ",", ";", "/", "*", "getN", "return ", "typeof ", "\n", "//", "/*", "😀", "\ud800", "ß", "_"];
        for (var i = 0; i < 20_000; i++)
        {
            var script = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
            var compiled = JavaScriptExpression.Compile(script, JsEvaluation.Scope);
            Assert.True(compiled.Expression is not null || compiled.Issues.All(issue => issue.Column >= 0 && issue.Column <= script.Length && issue.Fix.Length > 0), script);
        }
    }
}
