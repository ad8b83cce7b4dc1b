using System.Text;
using JourneyOrchestrator.Workflows.Expressions.JavaScript;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Expressions.JavaScript;

public sealed class JsEvaluationTests
{
    private static readonly Dictionary<string, Value> Times = new()
    {
        ["start"] = Value.OfTimestamp(new DateTimeOffset(2026, 1, 31, 18, 0, 0, TimeSpan.Zero)), ["end"] = Value.OfTimestamp(new DateTimeOffset(2026, 1, 31, 18, 0, 1, 500, TimeSpan.Zero)),
        ["span"] = Value.OfDuration(TimeSpan.FromMinutes(90)), ["maybe"] = Value.OfOptional(Value.Of(5)), ["nobody"] = Value.OfOptional(null),
    };

    [Theory]
    [MemberData(nameof(JsCases.Table), MemberType = typeof(JsCases))]
    public void A_script_gives_what_JavaScript_gives(string script, string expected)
    {
        var value = JsEvaluation.Of(script);
        if (expected == JsCases.Error) Assert.True(value.IsError, $"{script} gives {value}");
        else Assert.True(JsEvaluation.Alike(value, ValueJson.Parse(Encoding.UTF8.GetBytes(expected))), $"{script} gives {value}");
    }

    [Theory]
    [InlineData("variables.start < variables.end", "Bool:True")]
    [InlineData("variables.end - variables.start", "Int:1500")]
    [InlineData("variables.start.getTime()", "Int:1769882400000")]
    [InlineData("variables.start.toISOString()", "String:2026-01-31T18:00:00.000Z")]
    [InlineData("`at ${variables.start}`", "String:at 2026-01-31T18:00:00Z")]
    [InlineData("variables.start", "Timestamp:2026-01-31T18:00:00Z")]
    [InlineData("variables.start.hour", "Error:google.protobuf.Timestamp has no member 'hour' here; write the expression in CEL")]
    [InlineData("JSON.stringify([variables.start])", "String:[\"2026-01-31T18:00:00.000Z\"]")]
    [InlineData("`${variables.span}`", "String:5400s")]
    [InlineData("variables.span * 2", "Error:google.protobuf.Duration is no number in JavaScript; write the expression in CEL")]
    [InlineData("variables.maybe + 1", "Int:6")]
    [InlineData("variables.nobody ?? 'none'", "String:none")]
    [InlineData("JSON.stringify({ b: 1, a: 2 })", "String:{\"a\":2,\"b\":1}")]
    public void Values_that_JavaScript_does_not_have_are_seen_in_a_documented_way(string script, string expected) => Assert.Equal(expected, JsEvaluation.With(script, Times).ToString());

    [Theory]
    [InlineData("variables.list === variables.list")]
    [InlineData("[] == []")]
    [InlineData("({}) !== variables.trip")]
    [InlineData("variables.mixed.includes([2, 3])")]
    [InlineData("'a'.trim")]
    [InlineData("variables.trip.constructor")]
    public void What_can_not_be_told_truly_is_an_error(string script) => Assert.True(JsEvaluation.Of(script).IsError);

    [Theory]
    [InlineData("7 / 2", JsWanted.Text, "String:3.5")]
    [InlineData("6 / 2", JsWanted.Text, "String:3")]
    [InlineData("1e21", JsWanted.Text, "String:1e+21")]
    [InlineData("2 ** 60", JsWanted.Text, "String:1152921504606847000")]
    [InlineData("0 / 0", JsWanted.Text, "Error:the result is NaN, which is no number that can be kept")]
    [InlineData("true", JsWanted.Text, "Bool:True")]
    [InlineData("variables.list.length", JsWanted.Truth, "Bool:True")]
    [InlineData("0", JsWanted.Truth, "Bool:False")]
    [InlineData("'Ada'", JsWanted.Truth, "String:Ada")]
    [InlineData("6 / 2", JsWanted.Any, "Int:3")]
    [InlineData("7 / 2", JsWanted.Any, "Double:3.5")]
    public void A_number_becomes_what_its_place_wants(string script, JsWanted wanted, string expected) => Assert.Equal(expected, JsEvaluation.Of(script, wanted).ToString());

    [Theory]
    [InlineData("variables.trip.legs[0].delay > getVariable('n') && getInput('count')", "input.count vars.n vars.trip.legs")]
    [InlineData("variables.list.length + variables['trip']['booking'].length", "vars.list vars.trip.booking")]
    [InlineData("variables.name.trim().length", "vars.name")]
    [InlineData("getOrderTotal() + getMessage() + getCorrelationId()", "case.correlationId input.Message vars.order_total")]
    [InlineData("variables.trip?.seat?.row", "vars.trip.seat.row")]
    [InlineData("1 + Math.PI", "")]
    public void A_script_tells_the_paths_it_reads(string script, string paths) =>
        Assert.Equal(paths, string.Join(' ', JavaScriptExpression.Compile(script, JsEvaluation.Scope).Expression!.Reads));
}
