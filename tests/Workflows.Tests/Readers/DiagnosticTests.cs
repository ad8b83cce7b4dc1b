using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Decisions;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Each diagnostic, on the smallest definition that earns it. docs/diagnostics.md lists the very same codes.</summary>
public sealed class DiagnosticTests
{
    private static readonly JsonObject Trigger = Event("T", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true });

    private static JsonObject With(params JsonNode[] activities) => Journey(Sequence("root", [Trigger.DeepClone(), .. activities]));

    private static JsonObject InStage(params JsonNode[] activities) => Journey(Stage("root", [Trigger.DeepClone(), .. activities]));

    private static JsonObject Said(string name, JsonNode? value) => With().Set("customProperties", new JsonObject { ["journey"] = new JsonObject { [name] = value } });

    private static JsonObject Flow(params JsonNode[] edges) => Journey(Act("Elsa.Flowchart", "root",
        ("activities", List(Trigger.DeepClone(), Line("a"), Line("b"), Line("c"))), ("connections", List(edges))));

    private static JsonObject Edge(string from, string to, string port = "Done") => new() { ["source"] = new JsonObject { ["activity"] = from, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to } };

    private static JsonObject Tokens(string edges, params JsonNode[] activities) => Flows.ByTokens(Flows.Flow(edges, [Trigger.DeepClone(), .. activities]));

    private static JsonObject Machine(string initial, string states, string transitions) => With(Machines.Machine(initial, states.Split(' '), transitions));

    public static TheoryData<string, string> Cases() => new()
    {
        { "J101", "{ not json" },
        { "J101", """{"definitionId":"x","definitionId":"y","root":{}}""" },
        { "J101", "[]" },
        { "J102", With().Set("definitionId", "").ToJsonString() },
        { "J103", new JsonObject { ["definitionId"] = "x" }.ToJsonString() },
        { "J104", With(Act("Elsa.Start", "").Set("id", null)).ToJsonString() },
        { "J105", With(Line("a"), Line("a")).ToJsonString() },
        { "J106", With(Act("Elsa.HttpEndpoint", "h")).ToJsonString() },
        { "J107", With(Act("Journey.HumanTask", "h", ("title", Literal("x")))).ToJsonString() },
        { "J108", With(Act("Elsa.Delay", "d", ("timeSpan", Literal("soon", "TimeSpan")))).ToJsonString() },
        { "J109", With(SetVariable("v", "nothing", "1")).ToJsonString() },
        { "J110", With(Message().Set("basis", "because")).ToJsonString() },
        { "J111", With().Set("variables", List(new JsonObject { ["name"] = "n", ["typeName"] = "Int32", ["value"] = "many" })).ToJsonString() },
        { "J112", With(Act("Elsa.Cron", "c", ("cronExpression", Literal("61 * * * *")))).ToJsonString() },
        { "J113", With(Line("a").Set("name", Literal("x"))).ToJsonString() },
        { "J114", InStage(Task("a").Control("requird")).ToJsonString() },
        { "J114", InStage(Task("a").Set("entryCriteria", List(new JsonObject { ["ifPart"] = "true", ["onPart"] = List() }))).ToJsonString() },
        { "J114", Said("entryPolcy", "join").ToJsonString() },
        { "J115", With(Act("Elsa.If", "i", ("condition", Literal("1 > 0", "Boolean")))).ToJsonString() },
        { "J116", With(Act("Journey.CallWebhook", "h", ("url", Literal("example.org/hook")))).ToJsonString() },
        { "J116", With(Act("Journey.Score", "s", ("score", Literal("mood")), ("value", Literal(101)))).ToJsonString() },
        { "J108", InStage(Task("a").Set("outcome", List("x"))).ToJsonString() },
        { "J117", InStage(Task("a").Set("titel", "x")).ToJsonString() },
        { "J117", InStage(Line("a").Set("entryCriterion", List())).ToJsonString() },
        { "J117", InStage(Line("a").Set("required", true)).ToJsonString() },
        { "J119", With(Act("Elsa.SetOutput", "o", ("outputName", Literal("x")), ("outputValue", Literal("y")))).ToJsonString() },
        { "J118", With(Act("Elsa.WriteLine", "w", ("text", "'Hello ' + customer.traits.name"))).ToJsonString() },
        { "J810", Said("roles", List(new JsonObject { ["name"] = "Who pays" })).ToJsonString() },
        { "J810", Said("roles", List(new JsonObject { ["id"] = "customer" })).ToJsonString() },
        { "J810", Said("roles", List(new JsonObject { ["id"] = "payer" }, new JsonObject { ["id"] = "payer" })).ToJsonString() },
        { "J810", Said("roles", List(new JsonObject { ["id"] = "payer", ["hears"] = List("paid") })).ToJsonString() },
        { "J810", Said("roles", List(new JsonObject { ["id"] = "payer", ["customer"] = true, ["hears"] = List("case.operation.requested") })).ToJsonString() },
        { "J811", Said("rights", new JsonObject { ["cancle"] = List("lead") }).ToJsonString() },
        { "J811", With(Task("a").Set("rights", new JsonObject { ["skip"] = List() })).ToJsonString() },
        { "J811", Said("roles", List(new JsonObject { ["id"] = "lead" })).Set("root", Sequence("root", Trigger.DeepClone(), Line("a").Set("rights", new JsonObject { ["skip"] = List("laed") }))).ToJsonString() },
        { "J812", With(Task("a").Set("escalation", new JsonObject { ["role"] = "lead" })).ToJsonString() },
        { "J812", With(Task("a").Set("escalation", new JsonObject { ["after"] = "01:00:00" })).ToJsonString() },
        { "J813", InStage(Task("a").Set("escalation", new JsonObject { ["after"] = "01:00:00", ["start"] = "b" })).ToJsonString() },
        { "J813", InStage(Milestone("m"), Task("a").Set("escalation", new JsonObject { ["after"] = "01:00:00", ["start"] = "m" })).ToJsonString() },
        { "J814", With(Task("a").Set("fourEyes", new JsonObject())).ToJsonString() },
        { "J814", With(Task("a").Set("fourEyes", new JsonObject { ["completions"] = 9 })).ToJsonString() },
        { "J814", With(Line("b"), Task("a").Set("fourEyes", new JsonObject { ["differsFrom"] = List("line b") })).ToJsonString() },
        { "J815", Said("roles", List(new JsonObject { ["id"] = "lead" })).Set("root", Sequence("root", Trigger.DeepClone(), Task("a"))).ToJsonString() },
        { "J201", With(Act("Elsa.WriteLine", "w", ("text", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Liquid", ["value"] = "{{ x }}" } }))).ToJsonString() },
        { "J202", With(Act("Elsa.WriteLine", "w", ("text", Cel("vars.x +")))).ToJsonString() },
        { "J202", With(Act("Elsa.WriteLine", "w", ("text", Cel("custmer.traits.name")))).ToJsonString() },
        { "J203", With(Act("Elsa.WriteLine", "w", ("text", JavaScript("variables.x = 1")))).ToJsonString() },
        { "J301", Flow(Edge("T", "line a"), Edge("T", "line b"), Edge("T", "line c"), Edge("line a", "nowhere")).ToJsonString() },
        { "J302", Flow(Edge("T", "line a")).ToJsonString() },
        { "J303", Flow(Edge("T", "line a"), Edge("T", "line b"), Edge("line a", "line c"), Edge("line b", "line c"), Edge("line c", "line a")).ToJsonString() },
        { "J304", With(Act("Elsa.Break", "b")).ToJsonString() },
        { "J305", Flow(Edge("T", "line a", "Dne"), Edge("T", "line b"), Edge("line b", "line c")).ToJsonString() },
        { "J306", With(Act("Elsa.FlowJoin", "j")).ToJsonString() },
        { "J307", With(Act("Elsa.While", "w", ("condition", Literal(true, "Boolean")))).ToJsonString() },
        { "J308", ManyTriggers().ToJsonString() },
        { "J309", Flow(Edge("T", "line a"), Edge("line a", "line b"), Edge("line b", "line a"), Edge("T", "line c"), Edge("line b", "line c")).ToJsonString() },
        { "J310", Journey(Flows.Flow("T>a", Trigger.DeepClone(), Flows.Say("a").Merging("Race"))).ToJsonString() },
        { "J310", Tokens("T>j", Flows.Join("j", "WaitAny").Merging("Merge")).ToJsonString() },
        { "J311", Tokens("T>a", Flows.Say("a").Merging("Rave")).ToJsonString() },
        { "J312", Tokens("T>a a>b b>a", Flows.Say("a").Merging("Converge"), Flows.Say("b")).ToJsonString() },
        { "J312", Tokens("T>d d:True>a d:False>b a>c b>c", Flows.Decide("d", "true"), Flows.Say("a"), Flows.Say("b"), Flows.Say("c").Merging("Merge")).ToJsonString() },
        { "J313", Machine("one", "one one", "one>one").ToJsonString() },
        { "J313", Machine("one", "one ", "one>one").ToJsonString() },
        { "J314", Machine("two", "one", "").ToJsonString() },
        { "J314", Machine("one", "one", "one>two").ToJsonString() },
        { "J315", Machine("one", "one two", "one-two one>two").ToJsonString() },
        { "J316", Machine("one", "one two", "two>one").ToJsonString() },
        { "J401", InStage(Task("a").Entry("nobody.complete")).ToJsonString() },
        { "J401", InStage(Task("a").Entry("T.occur", "case.items.tt.state == 'completed'")).ToJsonString() },
        { "J402", InStage(Task("a").Entry("T.complete")).ToJsonString() },
        { "J403", With(Task("a").Entry("T.occur")).ToJsonString() },
        { "J403", Journey(Stage("root", Trigger.DeepClone()).Entry("T.occur")).ToJsonString() },
        { "J404", InStage(Task("a"), Milestone("m").Exit("a.complete")).ToJsonString() },
        { "J405", InStage(Task("a").Set("entryCriteria", List(new JsonObject()))).ToJsonString() },
        { "J406", InStage(Task("a").Set("interrupts", List("b"))).ToJsonString() },
        { "J407", InStage(Line("a").Control("repetition")).ToJsonString() },
        { "J406", InStage(Stage("a", Task("t")).Set("interrupts", List("a"))).ToJsonString() },
        { "J407", InStage(Delay("a", "00:00:00").Control("repetition")).ToJsonString() },
        { "J408", InStage(Line("a").Entry("line b.complete").Control("repetition"), Line("b").Entry("line a.complete").Control("repetition")).ToJsonString() },
        { "J409", InStage(Task("a").Set("entryCriteria", List(new JsonObject { ["id"] = "c", ["ifPart"] = "true" }, new JsonObject { ["id"] = "c", ["ifPart"] = "false" }))).ToJsonString() },
        { "J501", Journey(Sequence("root", Line("a"))).ToJsonString() },
        { "J502", Journey(Sequence("root", Delay("d", "00:01:00").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }))).ToJsonString() },
        { "J503", Journey(Sequence("root", Sequence("inner", Trigger.DeepClone()))).ToJsonString() },
        { "J504", Journey(Sequence("root", Trigger.DeepClone().AsObject().Set("eventName", Cel("'go'")))).ToJsonString() },
        { "J505", Said("entryPolicy", "onePerKey").ToJsonString() },
        { "J505", With().Set("options", new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.Activities.CorrelatedSingletonStrategy, Elsa" }).ToJsonString() },
        { "J506", Said("entryPolicy", "sometimes").ToJsonString() },
        { "J507", With().Set("options", new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.Activities.CorrelationStrategy, Elsa" }).ToJsonString() },
        { "J508", With().Set("options", new JsonObject { ["incidentStrategyType"] = "Elsa.Other" }).ToJsonString() },
        { "J509", Said("timeZone", "Mars/Base").ToJsonString() },
        { "J511", With().Set("customProperties", new JsonObject { ["Flowchart:ExecutionMode"] = "Fast" }).ToJsonString() },
        { "J510", Said("goal", new JsonObject { ["parts"] = List(new JsonObject { ["id"] = "x" }) }).ToJsonString() },
        { "J512", Said("key", "case.key").ToJsonString() },
        { "J513", Journey(Stage("root", Trigger.DeepClone().AsObject().Entry(null, "true"))).ToJsonString() },
        { "J514", Journey(Sequence("root", Trigger.DeepClone().AsObject().Set("condition", "case.status == 'active'"))).ToJsonString() },
        { "J601", Decision("sometimes", "- => 1") },
        { "J601", With(Act("Journey.Decision", "d", ("table", "fares"))).ToJsonString() },
        { "J602", Decision("first", "(1 => 1", "- => 2") },
        { "J603", Decision("first", "'a' => 1", "- => 2") },
        { "J604", Decision("unique", "<= 1 => 1", ">= 1 => 2") },
        { "J605", Decision("unique", "< 1 => 1", "> 1 => 2") },
        { "J606", Decision("first", "> 1 => 1", "> 2 => 2", "- => 3") },
        { "J607", Decision("first", [.. Enumerable.Range(0, 201).Select(i => $"{i} => 1")]) },
    };

    private static string Decision(string policy, params string[] rows) =>
        Journey(Sequence("root", Trigger.DeepClone(), Tables.Decision(Tables.Table(policy, "x:integer", "a", rows))), ("x", 1), ("result", null)).ToJsonString();

    private static JsonObject ManyTriggers()
    {
        var triggers = Enumerable.Range(0, 40).Select(i => Trigger.DeepClone().AsObject().Set("id", $"T{i}"));
        var lines = Enumerable.Range(0, 4000).Select(i => Act("Elsa.WriteLine", $"L{i}"));
        var edges = Enumerable.Range(1, 3999).Select(i => Edge($"L{i - 1}", $"L{i}")).Prepend(Edge("T0", "L0"));
        return Journey(Act("Elsa.Flowchart", "root", ("activities", new JsonArray([.. triggers, .. lines])), ("connections", new JsonArray([.. edges]))));
    }

    private static JsonObject Message() => Act("Journey.SendMessage", "m", ("channel", Literal("push")), ("purpose", Literal("p")), ("template", Literal("t")));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_definition_gets_its_diagnostic_and_no_other_with_the_severity_that_is_documented(string code, string json)
    {
        var found = ElsaReader.Read(Encoding.UTF8.GetBytes(json)).Diagnostics;
        var documented = Documented().Single(d => d.Code == code).Severity;
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal((code, documented), (d.Code, d.Severity.ToString().ToLowerInvariant())));
        Assert.All(found, d => Assert.True(d.Message.Length > 10 && d.Fix.Length > 5));
    }

    public static TheoryData<string, string> Mistakes() => new()
    {
        { With(Act("Journey.HumanTsk", "h")).ToJsonString(), "Did you mean 'Journey.HumanTask'?" },
        { With(Act("elsa.writeline", "h")).ToJsonString(), "Did you mean 'Elsa.WriteLine'?" },
        { InStage(Task("a").Entry("T.occured")).ToJsonString(), "Did you mean 'occur'?" },
        { InStage(Stage("travel", Task("t")), Task("a").Set("interrupts", List("travle"))).ToJsonString(), "Did you mean 'travel'?" },
        { InStage(Task("a").Entry(null, "case.items.TT.state == 'completed'")).ToJsonString(), "Did you mean 'T'?" },
        { InStage(Task("a").Entry(null, "now = now")).ToJsonString(), "Write == to compare." },
        { InStage(Task("a").Entry(null, "true and false")).ToJsonString(), "Write && for 'and'." },
        { With(Act("Elsa.WriteLine", "w", ("text", Cel("Hello there")))).ToJsonString(), "Write an operator or the end; a text stands in quotes: 'like this'." },
        { With(Delay("d", "two weeks")).ToJsonString(), "Write a duration such as 3.00:00:00 (three days), 00:30:00 or 90m, or an expression." },
        { With(Act("Elsa.SetVariable", "v", ("variable", "n"), ("value", 1))).ToJsonString(), "Write \"variable\": {\"id\": \"…\"} with the id of a declared variable." },
        { InStage(Task("a").Set("requird", true)).ToJsonString(), "Use role, title, due, outcomes, result, outcome, assignee, isBlocking, out, priority, escalation, fourEyes, entryCriteria" },
        { InStage(Act("Elsa.WriteLine", "w").Set("entryCriterias", List())).ToJsonString(), "Did you mean 'entryCriteria'?" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Usual_mistakes_are_told_with_what_to_do(string json, string fix) =>
        Assert.Contains(ElsaReader.Read(Encoding.UTF8.GetBytes(json)).Diagnostics, d => d.Fix.StartsWith(fix, StringComparison.Ordinal));

    private static IEnumerable<(string Code, string Severity)> Documented() => File.ReadLines(Path.Combine(Root(), "docs", "diagnostics.md"))
        .Where(l => l.StartsWith("| J", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(cells => (cells[1], cells[2]));

    [Fact]
    public void Nesting_beyond_64_is_a_diagnostic_not_a_crash()
    {
        var deep = new StringBuilder().Insert(0, """{"a":""", 2000).Append('1').Append('}', 2000).ToString();
        Assert.Equal("J101", Assert.Single(ElsaReader.Read(Encoding.UTF8.GetBytes(deep)).Diagnostics).Code);
    }

    [Fact]
    public void The_documentation_lists_every_code_and_no_other()
    {
        var documented = Documented().Select(d => d.Code).Where(code => !IsOfCmmn(code) && !IsOfWorkflows(code));
        Assert.Equal(Cases().Select(c => (string)c[0]).Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    /// <summary>Most have no Elsa JSON that shows them: CmmnReaderTests, CaseActivityTests and the tests of the writers have a document for each.</summary>
    [Fact]
    public void The_documentation_lists_every_code_of_cmmn_and_no_other()
    {
        var files = ((string[])["readers", "writers"]).SelectMany(room => Directory.GetFiles(Path.Combine(Root(), "workflows", room), "*.cs", SearchOption.AllDirectories));
        var used = files.SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "\"(J7[0-9]{2})\"")).Select(match => match.Groups[1].Value);
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), Documented().Select(d => d.Code).Where(IsOfCmmn).Order(StringComparer.Ordinal));
    }

    /// <summary>Those need what others have published: WorkflowUseTests has definitions for each.</summary>
    private static bool IsOfWorkflows(string code) => code.StartsWith("J80", StringComparison.Ordinal);

    private static bool IsOfCmmn(string code) => code.StartsWith("J7", StringComparison.Ordinal);

    [Fact]
    public void The_journeys_that_ship_have_no_diagnostics()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "workflows", "journeys"), "*.json"))
            Assert.Empty(ElsaReader.Read(File.ReadAllBytes(file)).Diagnostics);
    }

    [Fact]
    public void The_example_of_the_format_guide_can_be_published()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "journey-format.md"));
        var start = guide.IndexOf("```json", StringComparison.Ordinal) + 7;
        var example = guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.Empty(ElsaReader.Read(Encoding.UTF8.GetBytes(example)).Diagnostics);
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JourneyOrchestrator.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
