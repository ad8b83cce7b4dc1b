using System.Text.Json;
using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>One signal to a running case in memory, in plans of several sizes of which the same five items react.</summary>
internal static class PlanMeasure
{
    private const int Listening = 5;
    private const int SignalsPerRound = 500;
    private const int RoundCount = 15;

    public static Task<IReadOnlyList<Result>> RunAsync()
    {
        int[] sizes = [20, 200, 1_000];
        var cases = Array.ConvertAll(sizes, size => new RunningCase(size));
        var microseconds = Array.ConvertAll(sizes, _ => new List<double>());
        for (var round = -RoundCount; round < RoundCount; round++)
            for (var i = 0; i < sizes.Length; i++)
            {
                var began = Rounds.Processor;
                for (var signal = 0; signal < SignalsPerRound; signal++) cases[i].Signal();
                if (round >= 0) microseconds[i].Add((Rounds.Processor - began).TotalMicroseconds / SignalsPerRound);
            }
        var medians = Array.ConvertAll(microseconds, Rounds.Median);
        IReadOnlyList<Result> results =
        [
            .. sizes.Select((size, i) => new Result(
                $"A signal of which {Listening} items of a plan of {size:#,0} hear", Result.Number(medians[i], "µs"), size == sizes[^1] ? "≤ 200 µs" : "")),
            new Result($"Growth of that from {sizes[0]} items to {sizes[^1]:#,0}", Result.Percent(medians[^1], medians[0]), "80 to 120 %"),
        ];
        return Task.FromResult(results);
    }

    /// <summary>A stage of human tasks, listeners to other signals, conditions on other variables, and five that hear the signal again and again: each makes a milestone occur.</summary>
    private sealed class RunningCase
    {
        private readonly JourneyPlan plan;
        private readonly CaseState state;
        private readonly MemoryCaseHost host;

        public RunningCase(int size)
        {
            var read = ElsaReader.Read(JsonSerializer.SerializeToUtf8Bytes(Journey(size)));
            plan = read.Plan ?? throw new InvalidOperationException(string.Join(' ', read.Diagnostics.Select(d => d.Message)));
            state = CaseState.Create(new CaseStarted(new CaseId(1, 1, 0), plan.Id, plan.Version, null, Rule.Input), DateTimeOffset.UnixEpoch);
            host = new MemoryCaseHost(state);
            CaseEngine.Run(plan, state, host, new Stimulus.Start(null, ValueMap.Empty, null));
        }

        public void Signal()
        {
            var before = state.LastItem;
            CaseEngine.Run(plan, state, host, new Stimulus.Signal("heard"));
            if (state.LastItem - before != 2 * Listening) throw new InvalidOperationException("The listeners and their milestones did not occur once each.");
        }
    }

    private static object Journey(int size) => new Dictionary<string, object>
    {
        ["definitionId"] = "large", ["id"] = "large:1", ["version"] = 1, ["name"] = "Large plan",
        ["root"] = new Dictionary<string, object> { ["type"] = "Journey.Stage", ["id"] = "stage", ["activities"] = Enumerable.Range(0, size).Select(Activity).ToArray() },
    };

    private static object Activity(int i) => i switch
    {
        < Listening => Item("Elsa.Event", i, ("eventName", Literal("heard")), ("itemControl", Repeated)),
        < 2 * Listening => Item("Journey.Milestone", i, ("itemControl", Repeated), ("entryCriteria", new[] { new { onParts = new[] { new { source = $"item{i - Listening}", standardEvent = "occur" } } } })),
        _ when i % 3 == 0 => Item("Elsa.Event", i, ("eventName", Literal($"other{i}"))),
        _ when i % 3 == 1 => Item("Journey.HumanTask", i, ("role", Literal("adviser")), ("title", Literal("Do"))),
        _ => Item("Journey.Milestone", i, ("entryCriteria", new[] { new { onParts = new[] { new { source = $"item{i - 1}", standardEvent = "complete" } } } })),
    };

    private static object Repeated => new { repetition = true };

    private static object Literal(string text) => new { typeName = "String", expression = new { type = "Literal", value = text } };

    private static Dictionary<string, object> Item(string type, int i, params (string Name, object Value)[] members)
    {
        var item = new Dictionary<string, object> { ["type"] = type, ["id"] = $"item{i}" };
        foreach (var (name, value) in members) item[name] = value;
        return item;
    }
}
