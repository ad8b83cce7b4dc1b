using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A decision table over HTTP, on the real host: published, asked, explained row by row. Every answer is held against the OpenAPI document.</summary>
public sealed class DecisionTests(RealHost host) : IClassFixture<RealHost>
{
    private static readonly string Sample = Path.Combine(NodeClients.Root, "samples", "decisions", "rail-compensation.json");

    private async Task<JsonElement[]> ExplainAsync(string customer)
    {
        var card = (await host.GetAsync($"/v1/customers/{customer}")).Json;
        return [.. (await host.GetAsync($"/v1/cases/{card.GetProperty("cases")[0].GetProperty("id").GetString()}/explain")).Json.GetProperty("steps").EnumerateArray()];
    }

    [Fact]
    public async Task The_explanation_shows_inputs_rows_and_outputs()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", await File.ReadAllTextAsync(Sample))).Status);
        await host.EventAsync("1", "ada", "compensation.claimed", """{"booking":"B1","minutesLate":100,"fareCents":4290}""");
        await host.RestartAsync();

        var step = (await ExplainAsync("ada")).Single(s => s.GetProperty("type").GetString() == "decision.made");
        Assert.Equal(("decide", "What is owed", "unique"), (step.GetProperty("node").GetString(), step.GetProperty("name").GetString(), step.GetProperty("hitPolicy").GetString()));
        Assert.Equal("compensation.claimed", step.GetProperty("input").GetProperty("type").GetString());
        Same("""[{"label":"Extraordinary circumstances","value":false},{"label":"Minutes late at the destination","value":100}]""", step.GetProperty("inputs"));
        Same("""
            [
              {"row":1,"hit":false,"input":"Extraordinary circumstances","cell":"true"},
              {"row":2,"hit":false,"input":"Minutes late at the destination","cell":"< 60"},
              {"row":3,"hit":true,"note":"Article 19(1)(a)"},
              {"row":4,"hit":false,"input":"Minutes late at the destination","cell":">= 120"}
            ]
            """, step.GetProperty("rows"));
        Same("""{"cents":1072,"owed":"yes","percent":25}""", step.GetProperty("result"));
        Assert.Equal(("condition", "decide"), (step.GetProperty("rule").GetProperty("kind").GetString(), step.GetProperty("rule").GetProperty("ref").GetString()));
        Assert.Contains(step.GetProperty("rule").GetProperty("reads").EnumerateArray(), r => r.GetProperty("path").GetString() == "vars.claim.minutesLate" && r.GetProperty("value").GetInt32() == 100);
    }

    [Fact]
    public async Task A_table_that_contradicts_itself_is_refused_with_the_rows()
    {
        var json = (await File.ReadAllTextAsync(Sample)).Replace("\"rail-compensation\"", "\"overlapping\"", StringComparison.Ordinal).Replace("[60..120)", "[59..120)", StringComparison.Ordinal);
        var answer = await host.PostAsync("/v1/journeys?publish=true", json);

        Assert.Equal(400, answer.Status);
        Assert.Contains("The rows 2 and 3 both hit when Extraordinary circumstances is false, Minutes late at the destination is 59.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("J604", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_t_be_decided_is_an_incident_that_a_person_sees()
    {
        await host.PostAsync("/v1/journeys?publish=true", await File.ReadAllTextAsync(Sample));
        await host.EventAsync("1", "eve", "compensation.claimed", """{"booking":"B2","minutesLate":"many","fareCents":4290}""");

        var incident = (await host.GetAsync("/v1/customers/eve")).Json.GetProperty("cases")[0].GetProperty("incidents")[0];
        Assert.Equal("The decision can't be made: input 'Minutes late at the destination': 'many' is no integer.", incident.GetProperty("message").GetString());
    }

    private static void Same(string expected, JsonElement actual)
    {
        using var json = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(json.RootElement, actual), actual.GetRawText());
    }
}
