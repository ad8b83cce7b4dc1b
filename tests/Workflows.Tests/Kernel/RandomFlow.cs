using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Flows;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>A flowchart by chance, of any shape, and the signals it is sent.</summary>
/// <param name="Kinds">What each activity is.</param>
/// <param name="Edges">From, to and port, as numbers of any size.</param>
/// <param name="Signals">Which of two events come, in order.</param>
public sealed record RandomFlow(int[] Kinds, (int From, int To, int Port)[] Edges, int[] Signals)
{
    private static readonly string[] Merges = ["None", "Stream", "Merge", "Converge", "Cascade", "Race"];
    private static readonly string[] Joins = ["WaitAny", "WaitAll", "WaitAllActive"];
    private const int KindsMax = 240;

    public static Arbitrary<RandomFlow> All { get; } = Arb.From(
        from kinds in Gen.Choose(0, KindsMax - 1).NonEmptyListOf()
        from edges in Gen.Choose(0, 999).Three().ListOf()
        from signals in Gen.Choose(0, 1).ListOf()
        select new RandomFlow([.. kinds.Take(12)], [.. edges.Take(24).Select(e => (e.Item1, e.Item2, e.Item3))], [.. signals.Take(6)]),
        flow => flow.Shrunk());

    private IEnumerable<RandomFlow> Shrunk()
    {
        for (var i = 0; i < Edges.Length; i++) yield return this with { Edges = [.. Edges[..i], .. Edges[(i + 1)..]] };
        if (Kinds.Length > 1) yield return this with { Kinds = Kinds[..^1] };
        if (Signals.Length > 0) yield return this with { Signals = Signals[..^1] };
    }

    public JsonObject ToJourney(bool byTokens)
    {
        var activities = Kinds.Select((kind, i) => Activity($"a{i}", kind)).ToArray();
        var edges = Edges.Select(e => (From: e.From % Kinds.Length, To: Target(e.From % Kinds.Length, e.To), e.Port))
            .Select(e => $"a{e.From}{(IsDecision(Kinds[e.From]) ? e.Port % 2 == 0 ? ":True" : ":False" : "")}>a{e.To}");
        var flow = Flow(string.Join(' ', edges), activities);
        return (byTokens ? ByTokens(flow, ("n", 0)) : Journey(flow, ("n", 0))).Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
    }

    /// <summary>Mostly an activity further on: loops are to be some, not all.</summary>
    private int Target(int from, int to) => to % 8 == 0 ? to / 8 % Kinds.Length : Math.Min(Kinds.Length - 1, from + 1 + (to % 4));

    private static bool IsDecision(int kind) => kind % 8 == 3;

    private static JsonObject Activity(string id, int kind) => Kind(id, kind).Merging(Merges[kind / 8 % Merges.Length]);

    private static JsonObject Kind(string id, int kind) => (kind % 8) switch
    {
        0 => Event(id, "one"),
        1 => Event(id, "two"),
        2 => SetVariable(id, "n", "vars.n + 1"),
        3 => Decide(id, kind % 16 == 3 ? "vars.n % 3 == 1" : "vars.n < 4"),
        4 => Join(id, Joins[kind / 48 % Joins.Length]),
        5 => NamedFlow(id, $"{id}x>{id}y", Say(id + "x"), kind % 16 == 5 ? Act("Elsa.End", id + "y") : Event(id + "y", "one")),
        7 when kind > 150 => RandomMachine(id),
        6 when kind > 200 => Act("Elsa.End", id),
        6 when kind > 180 => Act("Elsa.Fault", id, ("message", Literal("by chance"))),
        _ => Say(id),
    };

    private static JsonObject RandomMachine(string id)
    {
        var machine = Machines.Machine("x", ["x", "y"], "x>y").Set("id", id);
        machine.Transition("x>y").Set("trigger", Event(id + "x", "two")).Set("condition", Cel("vars.n > 1", "Boolean"));
        return machine;
    }

    public override string ToString() => ToJourney(true)["root"]!.ToJsonString() + " signals " + string.Join(' ', Signals);
}
