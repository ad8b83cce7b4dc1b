using System.Globalization;
using System.Text;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions;

/// <summary>What neither a designer nor the data of an event may do to the process.</summary>
public sealed class CelLimitTests
{
    private static readonly string Large = $$"""{ "vars": { "text": "{{new string('a', 100_000)}}", "list": [{{string.Join(",", Enumerable.Range(0, 50_000))}}] } }""";

    [Theory]
    [InlineData("vars.text.replace('', vars.text)")]
    [InlineData("vars.text.replace('a', vars.text)")]
    [InlineData("vars.list.map(i, vars.text)")]
    [InlineData("vars.list.map(i, i).join(vars.text)")]
    [InlineData("vars.text.split('').join(vars.text)")]
    [InlineData("vars.list.all(x, x in vars.list)")]
    [InlineData("vars.list.all(x, vars.list == vars.list)")]
    [InlineData("vars.list.all(x, vars.text == vars.text + '')")]
    [InlineData("vars.list.all(x, vars.text.contains('b') || true)")]
    [InlineData("vars.list.all(x, vars.text.matches('b') || true)")]
    [InlineData("vars.text.contains(vars.text + 'b')")]
    [InlineData("vars.text.replace(vars.text + 'b', '').split(vars.text + 'c')")]
    [InlineData("vars.text.matches('a[ab]{800}c')")]
    [InlineData("vars.text.matches('((a[ab]{30}){20})' + 'c')")]
    [InlineData("vars.list.all(x, 'a'.matches('\\\\w{500}' + string(x)) || true)")]
    public void Given_large_data_when_an_expression_multiplies_it_then_the_budget_stops_it(string text) => Assert.True(Evaluation.Of(text, Large).IsError);

    [Theory]
    [InlineData("{0} + {0}", "'aaaaaaaa'")]
    [InlineData("{0} + {0}", "b'aaaaaaaa'")]
    [InlineData("{0} + {0}", "[1, 2]")]
    [InlineData("[{0}, {0}]", "[1, 2]")]
    [InlineData("{{'l': {0}, 'r': {0}}}", "{'a': 1}")]
    [InlineData("[0, 1].map(i, {0})", "[1, 2]")]
    [InlineData("{{'l': 1, 'r': 2}}.transformMap(k, v, {0})", "{'a': 1}")]
    [InlineData("'%s%s'.format([{0}, {0}])", "'aaaaaaaa'")]
    [InlineData("{0}.replace('a', 'aa')", "'aaaaaaaa'")]
    public void Given_values_that_double_with_each_step_then_the_budget_stops_them(string step, string seed)
    {
        var text = new StringBuilder($"cel.bind(v0, {seed}, ");
        for (var i = 1; i <= 40; i++) text.Append(CultureInfo.InvariantCulture, $"cel.bind(v{i}, {string.Format(CultureInfo.InvariantCulture, step, $"v{i - 1}")}, ");
        text.Append("v40 == v40").Append(')', 41);
        Assert.Contains("steps", Evaluation.Of(text.ToString()).AsString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localTime(timestamp('9999-12-31T23:59:59Z'), 'Asia/Tokyo')")]
    [InlineData("timestamp('0001-01-01T00:00:00Z').getHours('America/New_York')")]
    [InlineData("timestamp('9999-12-31T23:59:59Z').getFullYear('+18:00')")]
    [InlineData("atLocal('9999-12-31', '23:00', 'America/New_York')")]
    [InlineData("atLocal('0001-01-01', '00:00', 'Asia/Tokyo')")]
    [InlineData("atLocal('-0044-03-15', '12:00', 'Europe/Rome')")]
    [InlineData("{'a': 1}[[0.0 / 0.0]]")]
    [InlineData("{'a': 1}[optional.none()]")]
    [InlineData("{'a': 1}[{'a': [duration('1s')]}]")]
    [InlineData("'abc'.charAt(-1)")]
    [InlineData("'abc'.substring(2, 1)")]
    [InlineData("timestamp('2026-01-01T00:00:00Z').getHours('')")]
    [InlineData("timestamp('2026-01-01T00:00:00Z').getHours('+99:00')")]
    [InlineData("'x'.matches('(' + 'x')")]
    public void Given_a_value_outside_of_what_there_is_then_the_answer_is_an_error_or_a_value(string text) =>
        Assert.NotEqual(ValueKind.Null, Evaluation.Of(text).Kind);

    [Theory]
    [InlineData("'😀a'.replace('', '-')", "-😀-a-")]
    [InlineData("'😀a'.split('').join('|')", "😀|a")]
    [InlineData("'a😀b'.substring(1, 2)", "😀")]
    public void Given_a_character_of_two_units_then_it_stays_whole(string text, string expected) => Assert.Equal(expected, Evaluation.Of(text).AsString());

    [Fact]
    public void Given_half_a_character_in_the_data_then_positions_do_not_leave_the_text()
    {
        var half = new Dictionary<string, Value> { ["vars"] = Value.OfMap(ValueMap.Empty.With("text", Value.Of("a\ud83d"))) };
        Assert.Equal(2, Evaluation.With("vars.text.split('')", half).AsList().Length);
        Assert.Equal("\ud83d", Evaluation.With("vars.text.charAt(1)", half).AsString());
    }

    [Theory]
    [InlineData("'2026-01-31T18:00'.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$')")]
    [InlineData("[1, 2, 3].all(i, ('6ba7b810-9dad-11d1-80b4-00c04fd430c' + string(i)).matches('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'))")]
    [InlineData("!'a}'.matches('^a{}$') && 'a{x'.matches('a[{]x') && 'ab'.matches('\\\\p{L}{2}') && '('.matches('[(]') && ')'.matches('[])]')")]
    [InlineData("('Lorem ipsum ' + 'x'.replace('x', 'dolor sit amet')).contains('sit')")]
    public void Given_patterns_of_everyday_use_then_the_budget_is_far(string text) => Assert.True(Evaluation.Of(text).IsTrue);
}
