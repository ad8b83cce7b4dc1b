using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Tests.Expressions;

public sealed class CelIssueTests
{
    [Theory]
    [InlineData("signl.id", 0, "unknown-name", "Did you mean 'signal'?")]
    [InlineData("true && signal.subjekt == ''", 15, "unknown-member", "Did you mean 'subject'?")]
    [InlineData("vars.a.containz('x')", 7, "unknown-function", "Did you mean 'contains'?")]
    [InlineData("localTime(now)", 0, "wrong-arguments", "Add or remove arguments.")]
    [InlineData("vars.a.matches('(?=x)')", 15, "bad-pattern", "Use the syntax of RE2, without look-around and back references.")]
    [InlineData("1 +", 3, "syntax", "Write a value.")]
    [InlineData(" ", 0, "empty", "Write one, such as true.")]
    public void Given_a_wrong_expression_then_the_issue_names_the_column_and_the_fix(string text, int column, string code, string fix)
    {
        var issue = Evaluation.IssueOf(text);
        Assert.Equal((column, code, fix), (issue.Column, issue.Code, issue.Fix));
    }

    [Fact]
    public void Given_a_text_over_the_limit_then_it_is_refused() =>
        Assert.Equal("too-long", Evaluation.IssueOf(new string(' ', Cel.TextMax) + "1").Code);

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("!")]
    [InlineData("-")]
    [InlineData("{1:")]
    [InlineData("true ? 1 : ")]
    [InlineData("size(")]
    public void Given_endless_nesting_then_it_is_refused_and_the_process_lives(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 8000 / opening.Length)) + "1";
        Assert.Equal("syntax", Evaluation.IssueOf(text).Code);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(".a")]
    [InlineData("[0]")]
    public void Given_an_endless_chain_then_it_is_refused_and_the_process_lives(string link)
    {
        var text = "vars" + string.Concat(Enumerable.Repeat(link, 8000 / link.Length));
        Assert.Equal("syntax", Evaluation.IssueOf(text).Code);
    }

    [Fact]
    public void Given_an_expression_then_it_tells_the_paths_it_reads_in_ordinal_order()
    {
        var expression = Cel.Compile("vars.trip.train == signal.data.train && vars.known.exists(k, k.at < now)", CelScope.Journey).Expression;
        Assert.Equal("now signal.data.train vars.known vars.trip.train", string.Join(" ", expression!.Reads));
    }

    [Fact]
    public void Given_a_scope_with_more_roots_then_they_may_be_named() =>
        Assert.NotNull(Cel.Compile("order.total > 1", CelScope.Journey.With("order")).Expression);
}
