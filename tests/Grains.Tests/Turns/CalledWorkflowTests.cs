using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Workflows that run others as cases of the same customer. The harness folds each journal and reads each snapshot back.</summary>
public sealed class CalledWorkflowTests
{
    private const string Continue = """{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    private static JourneyPlan Plan(string id, string activities, string options = "{}", string journey = "{}")
    {
        var json = $$"""
            {"definitionId":"{{id}}","options":{{options}},"customProperties":{"journey":{{journey}} },"inputs":[{"name":"Item","type":"Object"},{"name":"n","type":"Object"},{"name":"ParentInstanceId","type":"String"}],
             "outputs":[{"name":"Answer","type":"Object"},{"name":"Log","type":"Object"}],"variables":[{"id":"r","name":"r","typeName":"Object"},{"id":"log","name":"log","typeName":"Object","value":""}],
             "root":{"type":"Elsa.Sequence","id":"s","activities":[{{activities}}]} }
            """;
        var read = ElsaReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan!;
    }

    private static string Input(string type, string language, string value) => $$"""{"typeName":"{{type}}","expression":{"type":"{{language}}","value":{{System.Text.Json.JsonSerializer.Serialize(value)}} } }""";

    private static string Call(string type, string workflow, bool wait, string more = "") =>
        $$"""{"type":"Elsa.{{type}}","id":"call","workflowDefinitionId":"{{workflow}}","waitForCompletion":{{(wait ? "true" : "false")}},"result":{"memoryReference":{"id":"r"} }{{more}} }""";

    private static string Event(string name) => $$"""{"type":"Elsa.Event","id":"{{name}}","eventName":"{{name}}"}""";

    private static string Answer(string cel) => $$"""{"type":"Elsa.SetOutput","id":"answer","outputName":"Answer","outputValue":{{Input("Object", "JavaScript", cel)}} }""";

    private static string Set(string cel) => $$"""{"type":"Elsa.SetVariable","id":"set","variable":{"id":"r"},"value":{{Input("Object", "Cel", cel)}} }""";

    private static Person Started(params JourneyPlan[] plans) =>
        new Person(plans).Gets(new Input.StartCase(plans[0].Id, null, null, ValueMap.Empty, "kim"));

    private static CaseState Of(Person person, string journey) => person.Cases.Single(c => c.Journey == journey);

    private static string? Variable(Person person, string journey, string member) => Of(person, journey).Item(1)!.Variables["r"].AsMap()[member].ToText();

    [Fact]
    public void Execute_waits_for_a_workflow_that_waits_itself_and_takes_its_output()
    {
        var ann = Started(
            Plan("parent", Call("ExecuteWorkflow", "child", true, $",\"input\":{Input("ObjectDictionary", "Cel", "{'n': 20}")},\"correlationId\":\"order-1\"")),
            Plan("child", $"{Event("go")},{Answer("getN() * 2 + 2")}"));
        Assert.Equal((CaseStatus.Active, CaseStatus.Active, "order-1"), (Of(ann, "parent").Status, Of(ann, "child").Status, Of(ann, "child").CorrelationId));
        Assert.Equal(Of(ann, "parent").Id.ToString(), Of(ann, "child").Inputs["ParentInstanceId"].AsString());

        ann.Hears("go");
        Assert.Equal((CaseStatus.Completed, CaseStatus.Completed), (Of(ann, "parent").Status, Of(ann, "child").Status));
        Assert.Equal(("Finished", "Finished", Of(ann, "child").Id.ToString()), (Variable(ann, "parent", "Status"), Variable(ann, "parent", "SubStatus"), Variable(ann, "parent", "WorkflowInstanceId")));
        Assert.Equal("42", Of(ann, "parent").Item(1)!.Variables["r"].AsMap()["Output"].AsMap()["Answer"].ToText());
    }

    [Fact]
    public void Execute_without_waiting_sees_how_the_workflow_began_and_goes_on()
    {
        var ann = Started(Plan("parent", Call("ExecuteWorkflow", "child", false)), Plan("child", Event("go")));
        Assert.Equal((CaseStatus.Completed, CaseStatus.Active), (Of(ann, "parent").Status, Of(ann, "child").Status));
        Assert.Equal(("Running", "Suspended"), (Variable(ann, "parent", "Status"), Variable(ann, "parent", "SubStatus")));
        Assert.Equal(CaseStatus.Completed, Of(ann.Hears("go"), "child").Status);
    }

    [Fact]
    public void Dispatch_goes_on_at_once_and_the_workflow_begins_after_it()
    {
        var ann = Started(Plan("parent", $$"""{{Call("DispatchWorkflow", "child", false)}},{"type":"Elsa.SetName","id":"n","value":"went on"}"""), Plan("child", Event("go")));
        Assert.Equal((CaseStatus.Completed, "went on", CaseStatus.Active), (Of(ann, "parent").Status, Of(ann, "parent").Name, Of(ann, "child").Status));
        Assert.True(Of(ann, "parent").Item(1)!.Variables["r"].IsNull);
    }

    [Fact]
    public void Dispatch_that_waits_takes_the_output_itself()
    {
        var ann = Started(Plan("parent", Call("DispatchWorkflow", "child", true)), Plan("child", $"{Event("go")},{Answer("7")}")).Hears("go");
        Assert.Equal((CaseStatus.Completed, "7"), (Of(ann, "parent").Status, Variable(ann, "parent", "Answer")));
    }

    [Theory]
    [InlineData("DispatchWorkflow", false)]
    [InlineData("DispatchWorkflow", true)]
    [InlineData("ExecuteWorkflow", true)]
    public void A_called_workflow_goes_on_when_its_caller_is_cancelled(string type, bool wait)
    {
        var ann = Started(Plan("parent", $"{Call(type, "child", wait)},{Event("more")}"), Plan("child", $"{Event("go")},{Answer("1")}"));
        ann.Gets(new Input.ActOnCase(Of(ann, "parent").Id, CaseTransition.Terminate, "kim", null));
        Assert.Equal((CaseStatus.Terminated, CaseStatus.Active), (Of(ann, "parent").Status, Of(ann, "child").Status));
        Assert.Equal(CaseStatus.Completed, Of(ann.Hears("go"), "child").Status);
    }

    [Fact]
    public void A_cancelled_workflow_ends_the_wait()
    {
        var ann = Started(Plan("parent", Call("ExecuteWorkflow", "child", true)), Plan("child", Event("go")));
        ann.Gets(new Input.ActOnCase(Of(ann, "child").Id, CaseTransition.Terminate, "kim", null));
        Assert.Equal((CaseStatus.Completed, "Cancelled"), (Of(ann, "parent").Status, Variable(ann, "parent", "SubStatus")));
    }

    [Theory]
    [InlineData("{}", CaseStatus.Failed)]
    [InlineData(Continue, CaseStatus.Active)]
    public void A_workflow_that_fails_is_an_incident_of_its_caller_which_goes_on_when_a_person_has_seen_to_it(string options, CaseStatus status)
    {
        var ann = Started(Plan("parent", $"{Call("ExecuteWorkflow", "child", true)},{Event("more")}", options), Plan("child", """{"type":"Elsa.Fault","id":"f","message":"No stock"}"""));
        var (parent, child) = (Of(ann, "parent"), Of(ann, "child"));
        Assert.Equal((status, CaseStatus.Failed), (parent.Status, child.Status));
        Assert.Equal($"The workflow 'child' that was called failed (case {child.Id}): No stock", Assert.Single(parent.Incidents).Message);

        ann.Gets(new Input.ActOnItem(child.Id, "f", ItemAction.Skip, "kim", null));
        Assert.Equal((CaseStatus.Completed, CaseStatus.Active, 0), (Of(ann, "child").Status, Of(ann, "parent").Status, Of(ann, "parent").Incidents.Length));
        Assert.Equal("Finished", Variable(ann, "parent", "SubStatus"));
    }

    [Fact]
    public void A_call_that_is_tried_again_calls_anew_and_hears_of_the_new_one_only()
    {
        var ann = Started(Plan("parent", Call("ExecuteWorkflow", "child", true), Continue), Plan("child", $$"""{"type":"Elsa.Fault","id":"f","message":"x"},{{Event("go")}}"""));
        var (parent, old) = (Of(ann, "parent"), Of(ann, "child"));
        ann.Gets(new Input.ActOnItem(parent.Id, "call", ItemAction.Retry, "kim", null));
        Assert.Equal(3, ann.Cases.Count);

        ann.Gets(new Input.ActOnItem(old.Id, "f", ItemAction.Skip, "kim", null)).Hears("go");
        Assert.Equal((CaseStatus.Completed, ItemState.Failed), (ann.State.Cases[old.Id].Status, ann.State.Cases[parent.Id].Items.Values.Single(i => i.Node == "call").State));
        ann.Gets(new Input.ActOnItem(ann.Cases[2].Id, "f", ItemAction.Skip, "kim", null)).Hears("go");
        Assert.Equal(CaseStatus.Completed, ann.State.Cases[parent.Id].Status);
    }

    [Fact]
    public void A_caller_that_is_suspended_hears_of_the_end_when_it_goes_on()
    {
        var ann = Started(Plan("parent", Call("ExecuteWorkflow", "child", true)), Plan("child", Event("go")));
        ann.Gets(new Input.ActOnCase(Of(ann, "parent").Id, CaseTransition.Suspend, "kim", null)).Hears("go");
        Assert.Equal((CaseStatus.Suspended, CaseStatus.Completed), (Of(ann, "parent").Status, Of(ann, "child").Status));
        ann.Gets(new Input.ActOnCase(Of(ann, "parent").Id, CaseTransition.Reactivate, "kim", null));
        Assert.Equal(CaseStatus.Completed, Of(ann, "parent").Status);
    }

    [Fact]
    public void What_is_not_published_is_an_incident_in_elsas_words()
    {
        var ann = Started(Plan("parent", Call("DispatchWorkflow", "nobody", false)));
        Assert.Equal("No published version of workflow definition with ID nobody found.", Assert.Single(Of(ann, "parent").Incidents).Message);
    }

    [Fact]
    public void The_newest_version_at_the_time_of_the_call_is_taken_and_named()
    {
        var parent = Plan("parent", $"{Event("first")},{Call("ExecuteWorkflow", "child", true)}");
        var ann = Started(parent, Plan("child", Answer("1")));
        ann.Journeys = ann.Journeys.With(Plan("child", Answer("2")) with { Version = 2 });
        ann.Hears("first");
        Assert.Equal(2, Assert.Single(ann.Facts<CaseStarted>()).JourneyVersion);
    }

    [Fact]
    public void A_workflow_with_a_business_key_gets_the_correlation_id_as_such()
    {
        var ann = Started(Plan("parent", Call("DispatchWorkflow", "child", false, ",\"correlationId\":\"B7\"")), Plan("child", Event("go"), journey: """{"key":"signal.data.booking","entryPolicy":"onePerKey"}"""));
        Assert.Equal("B7", Of(ann, "child").Key);
        Assert.Equal(CaseStatus.Active, Of(ann.Hears("go", """{"booking":"B8"}"""), "child").Status);
        Assert.Equal(CaseStatus.Completed, Of(ann.Hears("go", """{"booking":"B7"}"""), "child").Status);
    }

    [Fact]
    public void A_cmmn_case_is_called_with_its_variables_and_gives_them_back()
    {
        const string Xml = """
            <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="http://example.org"><case id="cmmn"><casePlanModel id="model" autoComplete="true">
              <planItem id="a" definitionRef="task"/><humanTask id="task" name="Look"/></casePlanModel></case></definitions>
            """;
        var cmmn = Workflows.Readers.DefinitionReader.Read(Encoding.UTF8.GetBytes(Xml)).Plan!;
        var ann = Started(Plan("parent", Call("DispatchWorkflow", "cmmn", true, $",\"input\":{Input("ObjectDictionary", "Cel", "{'claim': 40}")}")), cmmn);
        var called = Of(ann, "cmmn");
        ann.Gets(new Input.ActOnTask(called.Id, called.Items.Values.Single(i => i.Task is not null).Ordinal, TaskAction.Complete, "kim", null, null, Value.Null));
        Assert.Equal((CaseStatus.Completed, "40"), (Of(ann, "parent").Status, Variable(ann, "parent", "claim")));
    }

    private static string Bulk(string items, bool wait = true, string more = "") =>
        $$"""{"type":"Elsa.BulkDispatchWorkflows","id":"bulk","workflowDefinitionId":"child","items":{{Input("Object", "Cel", items)}},"waitForCompletion":{{(wait ? "true" : "false")}}{{more}} }""";

    private static string Port(string name, string cel) => $$""","{{name}}":{"type":"Elsa.SetVariable","id":"{{name}}","variable":{"id":"log"},"value":{{Input("Object", "Cel", cel)}} }""";

    [Fact]
    public void Bulk_runs_one_workflow_for_each_item_and_its_ports_for_each_end()
    {
        var fail = """{"type":"Elsa.If","id":"if","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getN() == 2"} },"then":{"type":"Elsa.Fault","id":"f","message":"two"} }""";
        var ports = Port("childCompleted", "vars.log + '+' + vars.ChildOutput.Answer") + Port("childFaulted", "vars.log + '-' + string(vars.CurrentIndex)");
        var id = $",\"correlationIdFunction\":{Input("String", "Cel", "'c' + string(vars.CurrentIndex)")},\"input\":{Input("ObjectDictionary", "Cel", "{'n': 9}")}";
        var ann = Started(Plan("parent", Bulk("[{'n': 1}, {'n': 2}, 'three']", more: id + ports), Continue), Plan("child", $"{fail},{Event("go")},{Answer("getN() + ':' + getItem()")}"));

        var children = ann.Cases.Where(c => c.Journey == "child").ToArray();
        Assert.Equal(["c0", "c1", "c2"], children.Select(c => c.CorrelationId));
        Assert.Equal(["Active", "Failed", "Active"], children.Select(c => c.Status.ToString()));
        Assert.Equal("-1", Of(ann, "parent").Item(1)!.Variables["log"].ToText());

        ann.Hears("go");
        Assert.Equal("-1+1:null+9:three", Of(ann, "parent").Item(1)!.Variables["log"].ToText());
        Assert.Equal((CaseStatus.Completed, 0), (Of(ann, "parent").Status, Of(ann, "parent").Incidents.Length));
    }

    [Theory]
    [InlineData("['a', 'b']", false, 2)]
    [InlineData("[]", true, 0)]
    public void Bulk_that_does_not_wait_or_has_no_items_is_done_at_once(string items, bool wait, int called)
    {
        var ann = Started(Plan("parent", Bulk(items, wait, Port("childCompleted", "'ran'"))), Plan("child", Event("go"))).Hears("go");
        Assert.Equal((CaseStatus.Completed, called), (Of(ann, "parent").Status, ann.Cases.Count(c => c.Journey == "child")));
        Assert.Equal("", Of(ann, "parent").Item(1)!.Variables["log"].ToText());
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(51, 0)]
    public void Bulk_calls_fifty_at_once_and_no_more(int items, int called)
    {
        var list = $"[{string.Join(',', Enumerable.Range(0, items))}]";
        var ann = Started(Plan("parent", Bulk(list)), Plan("child", Answer("1")));
        Assert.Equal(called, ann.Cases.Count(c => c.Journey == "child"));
        if (called == 0) Assert.Equal("51 workflows at once are more than 50; call them in portions.", Assert.Single(Of(ann, "parent").Incidents).Message);
        else Assert.Equal(CaseStatus.Completed, Of(ann, "parent").Status);
    }

    [Fact]
    public void A_cancelled_bulk_leaves_its_workflows_alone()
    {
        var ann = Started(Plan("parent", Bulk("[1, 2]")), Plan("child", Event("go")));
        ann.Gets(new Input.ActOnItem(Of(ann, "parent").Id, "bulk", ItemAction.Terminate, "kim", null));
        Assert.Equal(2, ann.Running.Count(c => c.Journey == "child"));
        Assert.Empty(ann.Hears("go").Running);
    }

    [Theory]
    [InlineData("ExecuteWorkflow", true, 17)]
    [InlineData("DispatchWorkflow", true, 17)]
    [InlineData("DispatchWorkflow", false, 100)]
    public void Workflows_that_call_themselves_without_end_are_stopped_with_an_incident(string type, bool wait, int most)
    {
        var ann = Started(Plan("ring", Call(type, "ring", wait)));
        Assert.Equal(most, ann.Cases.Count);
        Assert.Contains(ann.Cases.SelectMany(c => c.Incidents), i => i.Message.Contains("without end", StringComparison.Ordinal));
        Assert.Null(ann.Hears("other").Receipt.Problem);
    }
}
