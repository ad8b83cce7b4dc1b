using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Plans with more items than a person draws: an index finds their items, and they behave as small ones do.</summary>
public sealed class LargePlanTests
{
    private static IEnumerable<JsonNode> Others(int count) => Enumerable.Range(0, count).Select(i => i % 2 == 0 ? Event($"other{i}", $"other{i}") : Task($"task{i}"));

    /// <summary>Everything that looks for items: sentries in and across stages, conditions, repetition, events by name and by expression, exits, completion.</summary>
    private static CaseKit Tried(int others)
    {
        var inner = AutoStage("inner",
            Task("a").Control("repetition", "vars.again"),
            Milestone("first").Entry("a.complete"),
            Task("b").Entry("a.complete & ping.occur").Control("repetition"),
            Event("stop", "stop")).Exit("alarm.occur").Control("repetition", "vars.again").Entry("begin.occur");
        JsonObject[] items =
        [
            Event("begin", "begin").Control("repetition"), inner, Event("ping", "ping").Control("repetition"), Event("alarm", "alarm"),
            Act("Elsa.Event", "named", ("eventName", Cel("'pi' + vars.rest", "String"))).Control("repetition"),
            Milestone("heard").Entry("named.occur").Control("repetition"), Milestone("rich").Entry(null, "vars.money > 5"), SetVariable("earn", "money", "vars.money + 3").Entry("heard.occur").Control("repetition"),
        ];
        var kit = CaseKit.Of(Stage("S", [.. items, .. Others(others)]), ("again", true), ("rest", "ng"), ("money", 0));
        foreach (var type in (string[])["begin", "ping"]) kit.Send(type);
        kit.Complete("a");
        kit.Send("ping");
        kit.Complete("a");
        kit.Send("begin");
        var running = kit.State.Items.First(item => item is { Node: "b", State: ItemState.Active });
        kit.Hand(new Stimulus.CompleteTask(running.Ordinal, "Done", Value.Null, CaseKit.ByPerson));
        kit.Send("alarm");
        kit.Send("nobody");
        return kit;
    }

    /// <summary>What happened to which items, by the names of the definition: ordinals differ by those that came in between.</summary>
    private static List<string> Steps(CaseKit kit)
    {
        var nodes = kit.Facts.OfType<ItemCreated>().ToDictionary(f => f.Item, f => f.Node);
        bool IsOther(int item) => nodes.TryGetValue(item, out var node) && (node.StartsWith("other", StringComparison.Ordinal) || node.StartsWith("task", StringComparison.Ordinal));
        return [.. kit.Facts.Select(f => f switch
        {
            ItemCreated created when !IsOther(created.Item) => $"create {created.Node} {created.Mark}",
            ItemTransitioned moved when !IsOther(moved.Item) => $"{moved.Transition} {nodes[moved.Item]}",
            OnPartOccurred part => $"on-part {part.Part} of {nodes[part.Item]}",
            SentryFired fired => $"sentry of {nodes[fired.Item]}",
            VariableSet set => $"{set.Name} = {set.Value.ToText()}",
            _ => "",
        }).Where(step => step.Length > 0)];
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1_000)]
    public void A_large_plan_behaves_as_a_small_one(int others)
    {
        var small = Steps(Tried(0));
        Assert.Equal(small, Steps(Tried(others)));
        Assert.Contains("Occur rich", small);
        Assert.Contains("Exit inner", small);
        Assert.Contains("Complete b", small);
    }

    /// <summary>As many as a document may have: each a plan item and a definition.</summary>
    private static string ThousandsOfItems()
    {
        var model = new StringBuilder();
        for (var i = 0; model.Length < CmmnReader.BytesMax - 1_000; i++) model.Append(System.Globalization.CultureInfo.InvariantCulture, $"""<planItem id="p{i}" definitionRef="d{i}"/><task id="d{i}"/>""");
        return CmmnReaderTests.Document(model.ToString());
    }

    [Fact]
    public void A_plan_of_more_items_than_a_turn_may_make_is_read_and_ends_as_an_incident()
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(ThousandsOfItems()), PlanDialect.Cmmn);
        var kit = new CaseKit(Assert.Single(read.Plans));
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        Assert.True(read.Plans[0].Nodes.Count > CaseEngine.StepsMax);
        Assert.Contains("more than 10000 steps", Assert.Single(kit.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_items_are_refused_unread()
    {
        var xml = new StringBuilder().Insert(0, "<task id=\"t\"/>", 1_000_000).ToString();
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(xml)), PlanDialect.Cmmn);
        Assert.Equal("J701", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void Sentries_in_a_circle_wait_and_those_that_start_each_other_without_end_become_an_incident()
    {
        var waiting = CaseKit.Of(Stage("S", Task("a").Entry("b.complete"), Task("b").Entry("a.complete"), Task("other")));
        Assert.Equal((ItemState.Available, ItemState.Available, CaseStatus.Active), (waiting.Of("a"), waiting.Of("b"), waiting.State.Status));

        var endless = CaseKit.Of(Stage("S", Event("go", "go"),
            Milestone("a").Entry("b.occur").Entry("go.occur").Control("repetition", "vars.more"), Milestone("b").Entry("a.occur").Control("repetition", "vars.more"), Task("other")), ("more", true));
        endless.Send("go");   // a condition that no reader can foresee
        Assert.Contains("more than 10000 steps", Assert.Single(endless.State.Incidents).Message, StringComparison.Ordinal);
    }
}
