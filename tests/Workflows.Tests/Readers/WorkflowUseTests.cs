using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Shelf;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Which version of a workflow is used, and what is refused.</summary>
public sealed class WorkflowUseTests
{
    private static readonly JsonObject Child = Usable("child", Sequence("s", Line("x")));

    private static JsonObject User(JsonObject use) => Journey(Sequence("root", Event("T", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }), use));

    private static JsonObject Version(string id) => Child.DeepClone().AsObject().Set("id", id);

    [Theory]
    [InlineData("""{"workflowDefinitionId":"child"}""", 3)]
    [InlineData("""{"workflowDefinitionId":"child","version":2}""", 2)]
    [InlineData("""{"workflowDefinitionId":"child","version":9}""", 3)]
    [InlineData("""{"workflowDefinitionId":"child","workflowDefinitionVersionId":"one","version":2}""", 1)]
    [InlineData("""{"workflowDefinitionVersionId":"two"}""", 2)]
    public void The_version_id_counts_then_the_number_then_the_newest_that_had_been_published(string reference, int version)
    {
        var use = JsonNode.Parse(reference)!.AsObject().Set("type", "Child").Set("id", "use");
        var read = Read(User(use), Published(Version("one"), 1, 1), Published(Version("two"), 2, 2), Published(Version("three"), 3, 3), Published(Version("late"), 101, 4));
        Assert.Empty(read.Diagnostics);
        Assert.Equal(new WorkflowVersion("child", version), Assert.Single(read.Plan!.Uses));
    }

    [Fact]
    public void What_a_workflow_uses_stays_as_it_was_when_that_was_published()
    {
        var middle = Usable("middle", Sequence("s", Use("c", "child")));
        var read = Read(User(Use("m", "middle")), Published(Version("one"), 1, 1), Published(middle, 2), Published(Version("two"), 3, 2));
        Assert.Equal([new WorkflowVersion("middle", 1), new WorkflowVersion("child", 1)], read.Plan!.Uses.AsEnumerable());
        Assert.Equal("Elsa.WriteLine", read.Plan.Nodes["m:c:line x"].Type);
    }

    [Fact]
    public void Each_refusal_names_its_code_and_the_activity()
    {
        Told("J801", User(Use("use", "nobody")));
        Told("J801", User(Use("use", "child").Set("workflowDefinitionVersionId", "unknown")), Child);
        Told("J802", User(Use("use", "child")), Child.DeepClone().AsObject().Set("options", new JsonObject { ["usableAsActivity"] = false }));
        Told("J802", User(Use("use", "child")), Usable("child", Sequence("s", Act("Elsa.Unheard", "x"))));
        Told("J802", Journey(Use("use", "child")), Child);
        Told("J803", User(Use("use", "test")), Usable("test", Sequence("s")));
        Told("J803", User(Use("use", "a")), Usable("test", Sequence("s", Line("x"))), Usable("a", Sequence("s", Use("b", "test"))));
        Told("J117", User(Use("use", "child", ("mesage", Literal("x")))), Usable("child", Sequence("s", Line("x")), "message"));
        Told("J113", User(Use("use", "child")), Usable("child", Sequence("s", Line("x")), "Name"));
        Told("J805", User(Act("Elsa.DispatchWorkflow", "use", ("workflowDefinitionId", Literal("child")), ("channelName", Literal("fast")))));
        Told("J805", User(Act("Elsa.ExecuteWorkflow", "use", ("workflowDefinitionId", Literal("child")), ("channelName", Literal(null)), ("startNewTrace", Literal(true, "Boolean")))));
        Assert.DoesNotContain(Read(User(Act("Elsa.ExecuteWorkflow", "use", ("workflowDefinitionId", Literal("child")), ("channelName", Literal("")), ("startNewTrace", Literal(false, "Boolean"))))).Diagnostics, d => d.Code == "J805");
        Told("J105", User(Sequence("around", Use("use", "child"), Line("y").Set("id", "use:s"))), "use:s", Child);
    }

    private static void Told(string code, JsonObject definition, params JsonObject[] library) => Told(code, definition, "use", library);

    private static void Told(string code, JsonObject definition, string node, params JsonObject[] library)
    {
        var found = Read(definition, [.. library.Select((w, at) => Published(w, at))]).Diagnostics.Where(d => d.Code != "J501").ToArray();
        var only = Assert.Single(found);
        Assert.Equal((code, node), (only.Code, only.Node));
        Assert.True(only.Message.Length > 10 && only.Fix.Length > 5);
        var documented = File.ReadLines(Path.Combine(DiagnosticTests.Root(), "docs", "diagnostics.md")).Single(l => l.StartsWith($"| {code} |", StringComparison.Ordinal));
        Assert.Contains($"| {only.Severity.ToString().ToLowerInvariant()} |", documented, StringComparison.Ordinal);
    }

    [Fact]
    public void Workflows_that_double_with_each_level_are_stopped()
    {
        var levels = new List<PublishedDefinition> { Published(Usable("w0", Sequence("s", Line(new string('x', 5000))))) };
        for (var i = 1; i < 20; i++) levels.Add(Published(Usable($"w{i}", Sequence("s", Use("a", $"w{i - 1}"), Use("b", $"w{i - 1}"))), i));
        Assert.Contains(Read(User(Use("use", "w19")), [.. levels]).Diagnostics, d => d.Code == "J804");
    }

    [Fact]
    public void A_chain_of_workflows_is_as_long_as_it_may_be_and_no_longer()
    {
        var levels = new List<PublishedDefinition> { Published(Usable("w0", Sequence("s", Line("x")))) };
        for (var i = 1; i < 40; i++) levels.Add(Published(Usable($"w{i}", Sequence("s", Use("a", $"w{i - 1}"))), i));
        Assert.Empty(Read(User(Use("use", "w31")), [.. levels]).Diagnostics);
        Assert.NotEmpty(Read(User(Use("use", "w32")), [.. levels]).Diagnostics);
    }

    [Fact]
    public void Literal_calls_are_held_against_what_is_published()
    {
        var catalog = new JourneyCatalog([Plan(Calls("b", "Elsa.DispatchWorkflow", "a", waits: true)), Plan(Calls("c", "Elsa.DispatchWorkflow", "a", waits: false))]);
        Assert.Equal(["J801"], Codes(Calls("a", "Elsa.ExecuteWorkflow", "nobody", waits: false)));
        Assert.Equal(["J803"], Codes(Calls("a", "Elsa.ExecuteWorkflow", "a", waits: false)));
        Assert.Equal(["J803"], Codes(Calls("a", "Elsa.DispatchWorkflow", "b", waits: true)));
        Assert.Equal(["J803"], Codes(Calls("a", "Elsa.BulkDispatchWorkflows", "b", waits: null)));
        Assert.Empty(Codes(Calls("a", "Elsa.DispatchWorkflow", "b", waits: false)));
        Assert.Empty(Codes(Calls("a", "Elsa.DispatchWorkflow", "a", waits: false)));
        Assert.Empty(Codes(Calls("a", "Elsa.ExecuteWorkflow", "c", waits: true)));

        IEnumerable<string> Codes(JsonObject definition) => CallChecks.Run(Plan(definition), catalog).Select(d => d.Code);
    }

    private static JsonObject Calls(string id, string type, string workflow, bool? waits)
    {
        var call = Act(type, "call", ("workflowDefinitionId", Literal(workflow)));
        if (waits is { } flag) call["waitForCompletion"] = Literal(flag, "Boolean");
        return Usable(id, Sequence("s", call));
    }
}
