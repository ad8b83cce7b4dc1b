namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>CMMN documents from the door to disk and back, and cases that call cases.</summary>
public sealed class CmmnDoorTests(RealHost host) : IClassFixture<RealHost>
{
    private const string Xml = "application/xml";

    private static string Document(string id, string model, string attributes = "") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/cmmn" targetNamespace="http://example.org">
          <case id="{id}" name="The case of {id}"><casePlanModel id="model" autoComplete="true" {attributes}>{model}</casePlanModel></case>
        </definitions>
        """;

    private static readonly string Refund = Document("refund", """
        <planItem id="check" definitionRef="checkTask"/>
        <planItem id="pay" definitionRef="payTask"><entryCriterion sentryRef="checked"/></planItem>
        <sentry id="checked"><planItemOnPart sourceRef="check"><standardEvent>complete</standardEvent></planItemOnPart><ifPart><condition>${amount &lt;= 50}</condition></ifPart></sentry>
        <humanTask id="checkTask" name="Check the claim of ${amount}" camunda:candidateGroups="finance"/><humanTask id="payTask" name="Pay" camunda:candidateGroups="finance"/>
        """);

    private static readonly string Complaint = Document("complaint", """
        <planItem id="back" definitionRef="money"/><planItem id="told" definitionRef="toldDef"><entryCriterion sentryRef="done"/></planItem>
        <sentry id="done"><planItemOnPart sourceRef="back"><standardEvent>complete</standardEvent></planItemOnPart></sentry>
        <caseTask id="money" name="Money back" caseRef="refund"><extensionElements><camunda:in source="claim" target="amount"/></extensionElements></caseTask>
        <milestone id="toldDef" name="The customer was told"/>
        """);

    private Task<Answer> PublishAsync(string document) => host.PostAsync("/v1/journeys?publish=true", document, Xml);

    [Fact]
    public async Task A_case_calls_another_and_goes_on_when_that_is_complete_also_after_a_restart()
    {
        Assert.Equal(201, (await PublishAsync(Refund)).Status);
        Assert.Equal(201, (await PublishAsync(Complaint)).Status);
        await host.EventAsync("1", "cmmn", "visit");
        var started = await host.PostAsync("/v1/cases", """{"customer":"cmmn","journey":"complaint","input":{"claim":40},"by":"kim"}""");
        Assert.Equal((201, "active"), (started.Status, started.Json.GetProperty("state").GetString()));

        await CompleteAsync("Check the claim of 40");
        await host.RestartAsync();
        await CompleteAsync("Pay");

        var cases = (await host.GetAsync("/v1/customers/cmmn")).Json.GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("journey").GetString()!);
        Assert.Equal(("completed", "completed"), (cases["complaint"].GetProperty("state").GetString(), cases["refund"].GetProperty("state").GetString()));
        Assert.Equal("The customer was told", cases["complaint"].GetProperty("milestones")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_task_that_is_ended_ends_the_case_that_it_called()
    {
        await PublishAsync(Refund);
        // In Camunda's choice the called case would run on.
        await PublishAsync(Complaint.Replace("http://camunda.org/schema/1.0/cmmn", "http://flowable.org/cmmn", StringComparison.Ordinal));
        await host.EventAsync("1", "ended", "visit");
        var id = (await host.PostAsync("/v1/cases", """{"customer":"ended","journey":"complaint","input":{"claim":40}}""")).Json.GetProperty("id").GetString();

        var byHand = await host.PostAsync($"/v1/cases/{id}/items/back/complete", """{"by":"kim"}""");
        Assert.Equal((409, 200), (byHand.Status, (await host.PostAsync($"/v1/cases/{id}/cancel", """{"by":"kim"}""")).Status));
        Assert.All((await host.GetAsync("/v1/customers/ended")).Json.GetProperty("cases").EnumerateArray(), c => Assert.Equal("terminated", c.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Cases_that_call_each_other_without_end_are_stopped_with_an_incident()
    {
        Assert.Equal(201, (await PublishAsync(Document("ring", """<planItem id="again" definitionRef="self"/><caseTask id="self" caseRef="ring"/>"""))).Status);
        await host.EventAsync("1", "rounds", "visit");
        Assert.Equal(201, (await host.PostAsync("/v1/cases", """{"customer":"rounds","journey":"ring"}""")).Status);

        var incidents = (await host.GetAsync("/v1/customers/rounds")).Json.GetProperty("cases").EnumerateArray().SelectMany(c => c.GetProperty("incidents").EnumerateArray()).ToList();
        Assert.Contains("without end", Assert.Single(incidents).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await host.GetAsync("/healthz/ready")).Status);
    }

    [Fact]
    public async Task A_document_is_given_back_as_it_was_saved()
    {
        await PublishAsync(Refund);
        var journey = (await host.GetAsync("/v1/journeys/refund")).Json;
        var version = journey.GetProperty("versions")[0].GetProperty("version").GetInt32();
        var back = await host.GetAsync($"/v1/journeys/refund/versions/{version}?format=cmmn");

        Assert.Equal("The case of refund", journey.GetProperty("name").GetString());
        Assert.Equal((200, Xml, Refund), (back.Status, back.MediaType, back.Text));
    }

    [Fact]
    public async Task A_journey_is_given_in_the_other_format_and_is_the_same_when_that_is_saved()
    {
        await PublishAsync(Refund);
        var path = (await host.GetAsync("/v1/journeys/refund")).Json.GetProperty("versions").EnumerateArray().Select(v => $"/v1/journeys/refund/versions/{v.GetProperty("version").GetInt32()}").First();
        var elsa = await host.GetAsync(path + "?format=elsa");
        Assert.Equal((200, "application/json"), (elsa.Status, elsa.MediaType));
        Assert.Equal("refund", elsa.Json.GetProperty("definitionId").GetString());

        var saved = await host.PostAsync("/v1/journeys?publish=true", elsa.Text.Replace("\"refund\"", "\"refund-elsa\"", StringComparison.Ordinal));
        Assert.True(saved.Status == 201, saved.Text);
        var back = await host.GetAsync($"/v1/journeys/refund-elsa/versions/{saved.Json.GetProperty("version").GetInt32()}?format=cmmn");
        Assert.Equal((200, Xml), (back.Status, back.MediaType));
        Assert.Equal(201, (await PublishAsync(back.Text.Replace("refund-elsa", "refund-cmmn", StringComparison.Ordinal))).Status);

        await host.EventAsync("1", "otherwise", "visit");
        Assert.Equal(201, (await host.PostAsync("/v1/cases", """{"customer":"otherwise","journey":"refund-cmmn","input":{"amount":40},"by":"kim"}""")).Status);
        Assert.Equal("Check the claim of 40", (await host.GetAsync("/v1/tasks?role=finance&customer=otherwise")).Json.GetProperty("items")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_journey_that_a_format_has_no_words_for_is_refused_with_the_activity()
    {
        await host.PostAsync("/v1/journeys", """{"definitionId":"flow","root":{"type":"Journey.Stage","id":"plan","activities":[{"type":"Elsa.Sequence","id":"steps","activities":[]}]}}""");
        var answer = await host.GetAsync("/v1/journeys/flow/versions/1?format=cmmn");
        Assert.Equal((400, ("steps", "J721")), (answer.Status, answer.Errors.Single()));
        Assert.Contains("cmmn", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(400, (await host.GetAsync("/v1/journeys/flow/versions/1?format=bpmn")).Status);
        Assert.Equal(200, (await host.GetAsync("/v1/journeys/flow/versions/1?format=elsa")).Status);
    }

    [Fact]
    public async Task A_journey_that_uses_a_workflow_is_read_with_it_and_told_what_has_no_words()
    {
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", """{"definitionId":"part","options":{"usableAsActivity":true},"root":{"type":"Elsa.Sequence","id":"s","activities":[]}}""")).Status);
        Assert.Equal(201, (await host.PostAsync("/v1/journeys?publish=true", """{"definitionId":"whole","root":{"type":"Journey.Stage","id":"plan","activities":[{"type":"Part","id":"use","workflowDefinitionId":"part"}]}}""")).Status);
        var answer = await host.GetAsync("/v1/journeys/whole/versions/1?format=cmmn");
        Assert.Equal((400, ("use", "J721")), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task What_can_not_be_run_is_refused_with_its_item()
    {
        var answer = await PublishAsync(Document("robot", """<planItem id="a" definitionRef="p"/><processTask id="p"/>"""));
        Assert.Equal((400, ("a", "J737")), (answer.Status, answer.Errors.Single()));
        Assert.Equal(404, (await host.GetAsync("/v1/journeys/robot")).Status);
    }

    private async Task CompleteAsync(string title)
    {
        var task = (await host.GetAsync("/v1/tasks?role=finance&customer=cmmn")).Json.GetProperty("items").EnumerateArray().Single(t => t.GetProperty("title").GetString() == title && t.GetProperty("status").GetString() != "done");
        var answer = await host.PostAsync($"/v1/tasks/{task.GetProperty("id").GetString()}/complete", """{"by":"kim"}""");
        Assert.True(answer.Status == 200, answer.Text);
    }
}
