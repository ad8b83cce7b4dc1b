using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Readers;

/// <summary>Definitions made to break the reader: it answers each with diagnostics. One that took more than linear time or so would hang the run.</summary>
public sealed class HostileDefinitionTests
{
    private static ReadResult Read(string json) => ElsaReader.Read(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("""{"definitionId":"x","root":{"type":"Elsa.Start","id":"\ud800"}}""", "/root/id")]
    [InlineData("""{"definitionId":"x","root":{"type":"Elsa.Start","id":"s","\udc00":1}}""", "/root")]
    [InlineData("""{"definitionId":"x","root":{"type":"Elsa.Start","id":"s","id":"t"}}""", "/root")]
    [InlineData("""{"definitionId":"x","root":{"type":"Elsa.Start","id":"s","metadata":1e999}}""", "/root/metadata")]
    public void Half_characters_names_that_come_twice_and_endless_numbers_are_refused_with_their_place(string json, string place)
    {
        var found = Assert.Single(Read(json).Diagnostics);
        Assert.Equal("J101", found.Code);
        Assert.Contains($"at {place}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        byte[] json = [.. """{"definitionId":"x","name":" """u8, 0xff, .. "\"}"u8];
        Assert.Equal("J101", Assert.Single(ElsaReader.Read(json).Diagnostics).Code);
    }

    [Fact]
    public void More_than_a_mebibyte_is_refused_unread()
    {
        var read = ElsaReader.Read(new byte[ElsaReader.BytesMax + 1]);
        Assert.Null(read.Plan);
        Assert.Equal("J101", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public void A_script_of_digits_does_not_make_the_translation_backtrack()
    {
        var script = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = new string('1', 4000) + "#" } };
        Assert.Contains(Read(Journey(Act("Elsa.WriteLine", "w", ("text", script))).ToJsonString()).Diagnostics, d => d.Code == "J203");
    }

    [Fact]
    public void Scripts_that_call_thousands_of_names_among_thousands_of_variables_are_read()
    {
        var script = JavaScript(string.Join('+', Enumerable.Range(0, 400).Select(i => $"getX{i}()")));
        var lines = Enumerable.Range(0, 50).Select(i => Act("Elsa.WriteLine", $"w{i}", ("text", script.DeepClone()))).ToArray<JsonNode>();
        var variables = Enumerable.Range(0, 6000).Select(i => ($"name{i}", (JsonNode?)null)).ToArray();
        Assert.Equal(50 * 400, Read(Journey(Sequence("s", lines), variables).ToJsonString()).Diagnostics.Count(d => d.Code == "J203"));
    }

    [Fact]
    public void A_flowchart_of_thousands_of_loops_is_read()
    {
        const int count = 4000;
        var activities = new JsonArray([.. Enumerable.Range(0, count).Select(i => Act("Elsa.Start", $"a{i}"))]);
        var onward = Enumerable.Range(0, count - 1).Select(i => new JsonObject { ["source"] = $"a{i}", ["target"] = $"a{i + 1}" });
        var back = Enumerable.Range(2, count - 2).Select(i => new JsonObject { ["source"] = $"a{i}", ["target"] = $"a{i / 2}" });
        var flow = Act("Elsa.Flowchart", "f", ("activities", activities), ("connections", new JsonArray([.. onward, .. back])));
        var chart = Assert.IsType<FlowchartNode>(Read(Journey(flow).ToJsonString()).Plan!.Root);
        Assert.Equal(count - 2, chart.Connections.Count(c => c is { Backward: true, Valid: true }));
    }

    [Fact]
    public void Thousands_of_unknown_variables_and_equal_ids_are_each_told()
    {
        const int count = 3000;
        var root = Sequence("root", [.. Enumerable.Range(0, count).Select(i => SetVariable("same", $"w{i}", "1"))]);
        var journey = Journey(root, [.. Enumerable.Range(0, count).Select(i => ($"v{i}", (JsonNode?)null))]);
        var found = Read(journey.ToJsonString()).Diagnostics;
        Assert.Equal((count, count - 1), (found.Count(d => d.Code == "J109"), found.Count(d => d.Code == "J105")));
    }

    [Fact]
    public void Ids_of_any_length_are_compared_without_measuring_how_alike_they_are()
    {
        var stage = Stage(new string('a', 200_000), Milestone("m").Entry(new string('b', 200_000) + ".occur"));
        Assert.Contains(Read(Journey(stage).ToJsonString()).Diagnostics, d => d.Code == "J401");
    }

    [Fact]
    public void Triggers_in_a_flowchart_are_as_many_as_its_size_allows()
    {
        JsonObject Flow(int triggers, int others) => Act("Elsa.Flowchart", "f", ("activities", new JsonArray(
            [.. Enumerable.Range(0, triggers).Select(i => Event($"t{i}", "e").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true })), .. Enumerable.Range(0, others).Select(i => Act("Elsa.Start", $"a{i}"))])));
        Assert.DoesNotContain(Read(Journey(Flow(100, 0)).ToJsonString()).Diagnostics, d => d.Code == "J308");
        Assert.Contains(Read(Journey(Flow(40, 9000)).ToJsonString()).Diagnostics, d => d.Code == "J308");
    }

    [Fact]
    public void Ports_by_the_thousand_are_told_in_short_sentences()
    {
        const int count = 5000;
        var cases = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["label"] = $"c{i}" })]);
        var connections = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["source"] = "s", ["sourcePort"] = $"d{i}", ["target"] = "t" })]);
        var flow = Act("Elsa.Flowchart", "f", ("activities", List(Act("Elsa.FlowSwitch", "s", ("cases", cases)), Act("Elsa.End", "t"))), ("connections", connections));
        var told = Read(Journey(flow).ToJsonString()).Diagnostics.Where(d => d.Code == "J305").ToArray();
        Assert.Equal(count, told.Length);
        Assert.All(told, d => Assert.InRange(d.Fix.Length, 1, 500));
    }

    [Fact]
    public void A_flowchart_by_tokens_of_thousands_of_merges_and_decisions_is_read()
    {
        const int count = 3000;
        var activities = new JsonArray([.. Enumerable.Range(0, count).Select(i => Flows.Decide($"a{i}", "true").Merging("Converge"))]);
        var onward = Enumerable.Range(0, count - 2).SelectMany(i => new[] { (i, "True", i + 1), (i, "False", i + 2) })
            .Select(e => new JsonObject { ["source"] = $"a{e.i}", ["sourcePort"] = e.Item2, ["target"] = $"a{e.Item3}" });
        var flow = Act("Elsa.Flowchart", "f", ("activities", activities), ("connections", new JsonArray([.. onward])));
        Assert.Contains(Read(Flows.ByTokens(flow).ToJsonString()).Diagnostics, d => d.Code == "J312");
    }

    [Fact]
    public void A_state_machine_of_thousands_of_states_is_read()
    {
        const int count = 4000;
        var states = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["name"] = $"s{i}" })]);
        var transitions = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["from"] = $"s{i}", ["to"] = $"s{i + 1}", ["trigger"] = Act("Elsa.Start", $"t{i}") })]);
        var machine = Act("Elsa.StateMachine", "m", ("initialState", "s0"), ("states", states), ("transitions", transitions));
        Assert.Equal("J314", Assert.Single(Read(Journey(machine).ToJsonString()).Diagnostics, d => d.Code != "J501").Code);
    }
}
