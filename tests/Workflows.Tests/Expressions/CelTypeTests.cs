using JourneyOrchestrator.Workflows.Expressions;

namespace JourneyOrchestrator.Workflows.Tests.Expressions;

/// <summary>What can never work is told when the journey is read; what data decide is not.</summary>
public sealed class CelTypeTests
{
    [Theory]
    [InlineData("now > '2026-01-31'", 0, "'>' does not work on a timestamp and a string.", "Convert one of them, with timestamp(x) or string(x).")]
    [InlineData("signal.time.hours >= 18", 0, "A timestamp has no member 'hours'.", "Did you mean getHours()?")]
    [InlineData("true && signal.type == 5", 20, "A string is never equal to an int.", "Convert one of them, with int(x), double(x) or string(x).")]
    [InlineData("size(vars.legs) * 1.5 > 3.0", 0, "'*' does not work on an int and a double.", "Convert one of them, with int(x) or double(x).")]
    [InlineData("now + 5", 0, "'+' does not work on a timestamp and an int.", "A duration is written duration('1h30m').")]
    [InlineData("vars.total - 'a'", 0, "'-' does not work on a string.", null)]
    [InlineData("!signal.type", 0, "! does not work on a string.", null)]
    [InlineData("signal.type || vars.x", 0, "A string is no truth value.", "Compare it with something.")]
    [InlineData("vars.x ? now : 'never' == 5", 23, "A string is never equal to an int.", null)]
    [InlineData("now ? 1 : 2", 0, "A timestamp is no truth value.", null)]
    [InlineData("vars.a in 'abc'", 0, "Nothing is in a string: 'in' looks in a list, or among the keys of a map.", "For a part of a text write text.contains(part).")]
    [InlineData("'abc'.contains(5)", 0, "contains() does not work on a string, an int.", null)]
    [InlineData("localTime('12:00', 'Europe/Berlin')", 0, "localTime() does not work on a string, a string.", null)]
    [InlineData("now.exists(x, true)", 0, "A timestamp has no items to go through.", null)]
    [InlineData("vars.legs.filter(l, 'yes')", 0, "A string is no truth value.", null)]
    [InlineData("[1, 2]['a']", 0, "A string is no position in a list.", null)]
    [InlineData("size(5) == 1", 0, "size() does not work on an int.", null)]
    [InlineData("cel.bind(t, now, t + 1 > now)", 0, "'+' does not work on a timestamp and an int.", null)]
    [InlineData("-'a' == vars.x", 0, "- does not work on a string.", null)]
    [InlineData("math.round(1) == 1.0", 0, "math.round() does not work on an int.", null)]
    public void What_can_never_work_is_told_with_its_place_and_what_to_do(string text, int column, string message, string? fix)
    {
        var issue = Evaluation.IssueOf(text);
        Assert.Equal(("wrong-types", message), (issue.Code, issue.Message));
        if (column > 0) Assert.Equal(column, issue.Column);
        if (fix is not null) Assert.Equal(fix, issue.Fix);
        Assert.NotEmpty(issue.Fix);
    }

    [Theory]
    [InlineData("signal.data.delay + 1 > 5.5")]
    [InlineData("vars.x == null || signal.topic == null")]
    [InlineData("null == 5 || 1 == 1.0 || 1u < 2.5")]
    [InlineData("signal.time - vars.plannedAt > duration('20m')")]
    [InlineData("now + duration('1h') > signal.time && now - now < duration('1s')")]
    [InlineData("customer.traits.?seat.orValue('any') == 'window'")]
    [InlineData("vars.legs.exists(now, now == 5)")]
    [InlineData("cel.bind(now, 5, now + 1 == 6)")]
    [InlineData("vars.m.transformMap(k, v, v + 1).size() == 1")]
    [InlineData("(vars.x ? 1 : 'a') == 1")]
    [InlineData("type(vars.x) == int && type(now) != string")]
    [InlineData("case.items.pay.state == 'completed' && case.outputs.x[0] == 1")]
    [InlineData("{'a': 1}.a == 1 && {'a': 1}['a'] in [1, 2]")]
    [InlineData("math.greatest(1, 2.5) > 2 && math.least([1, 2]) == 1")]
    [InlineData("vars.a.?b.optMap(v, v + 1).orValue(3) > 2")]
    [InlineData("signal.type.matches('^train') && int('5') + int(5.5) == 10")]
    [InlineData("[1, 'a', now].map(x, x == 1)[0] == true")]
    public void What_may_work_is_left_to_the_data(string text) => Assert.Empty(Cel.Compile(text, CelScope.Journey).Issues);

    [Theory]
    [InlineData("signal.type", "a condition is true or false; this is a string")]
    [InlineData("size(vars.list)", "a condition is true or false; this is an int")]
    public void A_condition_that_is_no_truth_value_is_an_error_of_the_journey(string ifPart, string told)
    {
        var journey = Kernel.Js.Journey(Kernel.Js.Stage("S", Kernel.Js.Entry(Kernel.Js.Task("a"), null, ifPart), Kernel.Js.Task("b")));
        var read = JourneyOrchestrator.Workflows.Readers.Elsa.ElsaReader.Read(System.Text.Encoding.UTF8.GetBytes(journey.ToJsonString()));
        var error = Assert.Single(read.Diagnostics, d => d.Code == "J202");
        Assert.Equal("a", error.Node);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }
}
