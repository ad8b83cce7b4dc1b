using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions;

public sealed class CelEvaluationTests
{
    private const string Roots = """
        {
          "signal": { "type": "train.updated", "data": { "delay": 25, "train": "RE 17" } },
          "customer": { "traits": { "name": "Ada" } },
          "case": { "items": { "callBack": { "state": "completed" } } },
          "vars": { "told": false, "legs": [ { "train": "RE 17", "delay": 25 }, { "train": "S 1", "delay": 0 } ] }
        }
        """;

    [Theory]
    [InlineData("signal.data.delay >= 20 && !vars.told")]
    [InlineData("!has(customer.traits.seat)")]
    [InlineData("customer.traits.?seat.orValue('any') == 'any'")]
    [InlineData("case.items.callBack.state == 'completed'")]
    [InlineData("vars.legs.exists(l, l.train == signal.data.train)")]
    [InlineData("vars.legs.filter(l, l.delay > 5).map(l, l.train).join(', ') == 'RE 17'")]
    [InlineData("cel.bind(last, vars.legs[size(vars.legs) - 1], last.train == 'S 1')")]
    [InlineData("!(false && vars.absent)")]
    [InlineData("vars.absent && false ? false : true")]
    [InlineData("1 == 1.0 && 2u > 1 && dyn(1) != 'a'")]
    [InlineData("r'\\d' == '\\\\d' && '\\u00e4'.size() == 1")]
    [InlineData("'%s is %d min late'.format([signal.data.train, signal.data.delay]) == 'RE 17 is 25 min late'")]
    public void Given_a_case_when_a_designer_asks_then_the_answer_is_yes(string text) => Assert.Equal(Value.True, Evaluation.Of(text, Roots));

    [Theory]
    [InlineData("vars.absent")]
    [InlineData("vars.absent && true")]
    [InlineData("9223372036854775807 + 1")]
    [InlineData("1 / 0")]
    [InlineData("dyn(1) + 1.0")]
    [InlineData("dyn(1) < 'a'")]
    [InlineData("vars.legs[2]")]
    [InlineData("item")]
    [InlineData("timestamp('yesterday')")]
    [InlineData("localTime(timestamp('2026-01-31T12:00:00Z'), 'Europe/Atlantis')")]
    public void Given_an_expression_that_fails_when_it_is_evaluated_then_it_is_an_error_and_not_an_exception(string text) =>
        Assert.True(Evaluation.Of(text, Roots).IsError);

    [Theory]
    [InlineData("localTime(timestamp('2026-07-01T16:05:00Z'), 'Europe/Berlin')", "18:05")]
    [InlineData("localDate(timestamp('2026-01-31T23:30:00Z'), 'Europe/Berlin')", "2026-02-01")]
    [InlineData("atLocal('2026-01-31', '18:00', 'Europe/Berlin')", "2026-01-31T17:00:00Z")]
    [InlineData("atLocal(timestamp('2026-01-31T23:30:00Z'), '18:00', '+02:00')", "2026-02-01T16:00:00Z")]
    [InlineData("atLocal('2026-03-29', '02:30', 'Europe/Berlin')", "2026-03-29T01:30:00Z")]
    [InlineData("atLocal('2026-10-25', '02:30', 'Europe/Berlin')", "2026-10-25T00:30:00Z")]
    [InlineData("minutes(duration('1h30m59s'))", "90")]
    public void Given_a_zone_then_local_times_are_right_in_gaps_and_overlaps_too(string text, string expected) =>
        Assert.Equal(expected, Evaluation.Of(text).ToText());

    [Fact]
    public void Given_an_expression_without_end_then_the_budget_stops_it()
    {
        const string ten = "[0,1,2,3,4,5,6,7,8,9]";
        var text = string.Concat(Enumerable.Range(0, 9).Select(i => $"{ten}.all(v{i}, ")) + "true" + new string(')', 9);
        Assert.Contains("steps", Evaluation.Of(text).AsString(), StringComparison.Ordinal);
    }
}
