using System.Text.Json;
using JourneyOrchestrator.ClientApi.Client;
using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Discretionary items, the case file and process tasks by way of the doors, to disk and back.</summary>
public sealed class PlanningDoorTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Xml = "application/xml";

    private static string Document(string id, string model, string around = "", string more = "") => $"""
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="http://example.org"><case id="{id}">{around}<casePlanModel id="model">{model}</casePlanModel></case>{more}</definitions>
        """;

    private static readonly string Visit = Document("goodwill", """
        <planItem id="talk" definitionRef="task"/>
        <planItem id="check" definitionRef="task"><entryCriterion id="onOrder" sentryRef="ordered"/></planItem>
        <sentry id="ordered"><caseFileItemOnPart sourceRef="order"><standardEvent>create</standardEvent></caseFileItemOnPart></sentry>
        <planningTable id="extras"><discretionaryItem id="flowers" name="Send flowers" definitionRef="task" applicabilityRuleRefs="kind"/>
        <discretionaryItem id="refund" name="Refund" definitionRef="task" authorizedRoleRefs="r"/><applicabilityRule id="kind"><condition>${order.total &gt;= 10}</condition></applicabilityRule></planningTable>
        <humanTask id="task"/>
        """, """<caseFileModel><caseFileItem id="order" name="order"><children><caseFileItem id="lines" name="lines" multiplicity="ZeroOrMore"/></children></caseFileItem></caseFileModel><caseRoles><role id="r" name="lead"/></caseRoles>""");

    private async Task<string> StartAsync(string customer, string journey = "goodwill", string input = "{}")
    {
        await host.EventAsync("1", customer, "visit");
        var started = await host.PostAsync("/v1/cases", $$"""{"customer":"{{customer}}","journey":"{{journey}}","input":{{input}}}""");
        Assert.True(started.Status == 201, started.Text);
        return started.Json.GetProperty("id").GetString()!;
    }

    private static string[] Plannable(JsonElement json) => [.. json.GetProperty("plannable").EnumerateArray().Select(p => p.GetProperty("item").GetString()!)];

    private static string StateOf(JsonElement json, string node) => json.GetProperty("items").EnumerateArray().Last(i => i.GetProperty("node").GetString() == node).GetProperty("state").GetString()!;

    private Task<Answer> PlanAsync(string id, string body) => host.PostAsync($"/v1/cases/{id}/plan", body);

    private Task<Answer> WriteAsync(string id, string item, string body) => host.SendAsync(HttpMethod.Put, $"/v1/cases/{id}/file/{item}", body);

    [Fact]
    public async Task A_person_plans_what_can_be_planned_and_the_history_tells_who_and_why()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Visit, Xml)).Status);
        var id = await StartAsync("planner");
        Assert.Equal(["refund"], Plannable((await host.GetAsync("/v1/cases/" + id)).Json));

        var refused = await PlanAsync(id, """{"item":"flowers","by":"kim"}""");
        Assert.Equal((409, ("/item", "not-applicable")), (refused.Status, refused.Errors.Single()));
        host.Caller = new Caller("desk", Scopes.All) { Person = "kim", Roles = ["adviser"] };
        var foreign = await PlanAsync(id, """{"item":"refund","by":"kim"}""");
        Assert.Equal((403, ("Authorization", "role")), (foreign.Status, foreign.Errors.Single()));
        host.Caller = null;
        var unknown = await PlanAsync(id, """{"item":"talk","by":"kim"}""");
        Assert.Equal((400, ("/item", "unknown-item")), (unknown.Status, unknown.Errors.Single()));
        Assert.Equal(400, (await PlanAsync(id, """{"item":"flowers"}""")).Status);

        Assert.Equal(200, (await WriteAsync(id, "order", """{"value":{"total":40},"by":"shop"}""")).Status);
        var planned = await PlanAsync(id, """{"item":"flowers","by":"kim","reason":"kind"}""");
        Assert.Equal((200, "active"), (planned.Status, StateOf(planned.Json, "flowers")));
        var again = await PlanAsync(id, """{"item":"flowers","by":"kim"}""");
        Assert.Equal((409, ("/item", "wrong-state")), (again.Status, again.Errors.Single()));

        await host.RestartAsync();
        Assert.Equal("active", StateOf((await host.GetAsync("/v1/cases/" + id)).Json, "flowers"));
        var step = (await host.GetAsync($"/v1/cases/{id}/explain")).Json.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("type").GetString() == "item.created" && s.GetProperty("node").GetString() == "flowers");
        Assert.Equal(("person", "kim", "kind"), (step.GetProperty("rule").GetProperty("kind").GetString(), step.GetProperty("rule").GetProperty("by").GetString(), step.GetProperty("rule").GetProperty("reason").GetString()));
        Assert.Equal("case.plan", step.GetProperty("input").GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_case_file_is_written_read_and_heard()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Visit, Xml)).Status);
        var id = await StartAsync("filer");
        Assert.Equal("available", StateOf((await host.GetAsync("/v1/cases/" + id)).Json, "check"));

        var created = await WriteAsync(id, "order", """{"value":{"total":5,"lines":["a","b"]},"by":"shop","reason":"sent"}""");
        Assert.Equal((200, "active"), (created.Status, StateOf(created.Json, "check")));
        Assert.Equal([("lines", 2), ("order", 1)], created.Json.GetProperty("file").EnumerateArray().Select(f => (f.GetProperty("item").GetString()!, f.GetProperty("count").GetInt32())));
        Assert.Equal(200, (await WriteAsync(id, "order.lines", """{"value":["a"],"by":"shop"}""")).Status);

        await host.RestartAsync();
        var discarded = await WriteAsync(id, "order", """{"value":null,"by":"shop"}""");
        Assert.All(discarded.Json.GetProperty("file").EnumerateArray(), f => Assert.Equal("discarded", f.GetProperty("state").GetString()));
        var twice = await WriteAsync(id, "order", """{"value":null,"by":"shop"}""");
        Assert.Equal((409, ("/item", "wrong-state")), (twice.Status, twice.Errors.Single()));
        var nothing = await WriteAsync(id, "letter", """{"value":1,"by":"shop"}""");
        Assert.Equal((400, ("/item", "unknown-item")), (nothing.Status, nothing.Errors.Single()));
        Assert.Equal(400, (await WriteAsync(id, "order", """{"by":"shop"}""")).Status);
        Assert.Contains((await host.GetAsync($"/v1/cases/{id}/explain")).Json.GetProperty("steps").EnumerateArray(), s => s.GetProperty("type").GetString() == "file.transitioned" && s.GetProperty("transition").GetString() == "removeChild");
    }

    [Fact]
    public async Task The_client_plans_and_writes()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", Visit, Xml)).Status);
        var id = await StartAsync("clienty");
        using var client = new JourneyClient(new HttpClient { BaseAddress = host.Address });
        var written = await client.WriteFileAsync(id, "order", JsonSerializer.SerializeToElement(new { total = 12 }), "shop");
        Assert.Equal(["flowers", "refund"], written.Plannable.Select(p => p.Item));
        Assert.Equal(["refund"], (await client.PlanAsync(id, "flowers", "kim", "kind")).Plannable.Select(p => p.Item));
        Assert.Equal("active", (await client.WriteFileAsync(id, "order", null, "shop")).State);
    }

    private const string Payment = """
        { "definitionId": "payment", "name": "Payment", "inputs": [{ "name": "amount", "type": "Int32" }], "outputs": [{ "name": "receipt", "type": "String" }],
          "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
            { "type": "Journey.HumanTask", "id": "pay", "role": "finance", "title": { "typeName": "String", "expression": { "type": "JavaScript", "value": "'Pay ' + getInput('amount')" } } },
            { "type": "Elsa.SetOutput", "id": "out", "outputName": "receipt", "outputValue": { "typeName": "String", "expression": { "type": "Literal", "value": "R-1" } } }],
            "connections": [{ "source": { "activity": "pay", "port": "Done" }, "target": { "activity": "out", "port": "In" } }] } }
        """;

    [Fact]
    public async Task A_process_task_runs_a_flowchart_and_takes_its_outputs()
    {
        var published = await host.PostAsync("/v1/journeys?publish=true", Payment);
        Assert.True(published.Status == 201, published.Text);
        var caller = await host.PostAsync("/v1/journeys?publish=true", Document("payer", """
            <planItem id="back" definitionRef="process"/><planItem id="rest" definitionRef="task"/>
            <processTask id="process" processRef="p"><input id="i" bindingRef="order"/><output id="o" bindingRef="receipt"/>
            <parameterMapping sourceRef="i" targetRef="pi"><transformation>${order.total}</transformation></parameterMapping><parameterMapping sourceRef="po" targetRef="o"/></processTask><humanTask id="task"/>
            """, """<caseFileModel><caseFileItem id="order" name="order"/><caseFileItem id="receipt" name="receipt"/></caseFileModel>""",
            """<process id="p" externalRef="payment"><input id="pi" name="amount"/><output id="po" name="receipt"/></process>"""), Xml);
        Assert.True(caller.Status == 201, caller.Text);
        var id = await StartAsync("paid", "payer", """{"order":{"total":40}}""");

        var task = (await host.GetAsync("/v1/tasks?role=finance&customer=paid")).Json.GetProperty("items").EnumerateArray().Single();
        Assert.Equal("Pay 40", task.GetProperty("title").GetString());
        Assert.Equal(200, (await host.PostAsync($"/v1/tasks/{task.GetProperty("id").GetString()}/complete", """{"by":"kim"}""")).Status);

        var after = (await host.GetAsync("/v1/cases/" + id)).Json;
        Assert.Equal("completed", StateOf(after, "back"));
        Assert.Equal("R-1", after.GetProperty("items")[0].GetProperty("variables").GetProperty("receipt").GetString());
        Assert.Contains("receipt", after.GetProperty("file").EnumerateArray().Select(f => f.GetProperty("item").GetString()));
        var called = (await host.GetAsync("/v1/customers/paid")).Json.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("journey").GetString() == "payment").GetProperty("id").GetString();
        Assert.Equal("R-1", (await host.GetAsync("/v1/cases/" + called)).Json.GetProperty("outputs").GetProperty("receipt").GetString());
    }
}
