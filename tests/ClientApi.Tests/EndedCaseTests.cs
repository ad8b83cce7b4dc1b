using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Shards;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class EndedCaseTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Journey = """{ "definitionId": "note", "name": "Note", "version": 1, "root": { "id": "w", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": "String", "expression": { "type": "Literal", "value": "noted" } } } }""";

    [Fact]
    public async Task A_case_that_made_room_for_newer_ones_is_gone_and_its_history_is_not()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Journey)).Status);
        Assert.Equal(200, (await host.EventAsync("1", "ada", "visit")).Status);
        var first = (await host.PostAsync("/v1/cases", """{"customer":"ada","journey":"note"}""")).Json.GetProperty("id").GetString();
        Assert.Equal("completed", (await host.GetAsync($"/v1/cases/{first}")).Json.GetProperty("state").GetString());
        await OtherHost.RunAsync(host, new CustomersOptions { EndedCasesMax = 0, Time = new Later() }, async later =>
            Assert.Equal(ReceiptKind.Accepted, (await later.CommandAsync("ada", new Input.StartCase("note", null, null, ValueMap.Empty, "kim"))).Kind));

        var gone = await host.GetAsync($"/v1/cases/{first}");

        Assert.Equal((410, "past-retention"), (gone.Status, gone.Errors.Single().Code));
        Assert.Equal((404, "unknown"), ((await host.GetAsync("/v1/cases/1-1")).Status, (await host.GetAsync("/v1/cases/1-1")).Errors.Single().Code));
        Assert.Contains("case.retired", (await host.GetAsync("/v1/customers/ada/history")).Text, StringComparison.Ordinal);
        Assert.Single((await host.GetAsync("/v1/customers/ada")).Json.GetProperty("cases").EnumerateArray());
    }

    [Fact]
    public async Task A_customer_can_have_as_many_running_cases_as_the_host_says()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Journey.Replace("note", "full", StringComparison.Ordinal))).Status);
        Assert.Equal(200, (await host.EventAsync("1", "bob", "visit")).Status);
        await OtherHost.RunAsync(host, new CustomersOptions { RunningCasesMax = 0 }, async full =>
        {
            var receipt = await full.CommandAsync("bob", new Input.StartCase("full", null, null, ValueMap.Empty, "kim"));
            Assert.Equal((ReceiptKind.Refused, "too-many-cases"), (receipt.Kind, receipt.Problem?.Code));
        });
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(1);
    }
}
