using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>Predicates as journeys have them, on the values of a signal.</summary>
internal static class CelMeasure
{
    private const int EvaluationsPerRound = 200_000;
    private const int RoundCount = 15;

    public static Task<IReadOnlyList<Result>> RunAsync()
    {
        IReadOnlyList<Result> results =
        [
            .. Measure("Simple predicate", "signal.data.delay >= 20", "≤ 100 ns", "0 bytes"),
            .. Measure("Predicate of three parts", "signal.data.delay >= 20 && signal.type == 'train.updated' && !signal.data.cancelled", "", ""),
        ];
        return Task.FromResult(results);
    }

    private static IEnumerable<Result> Measure(string what, string text, string time, string room)
    {
        var compiled = Cel.Compile(text, CelScope.Journey).Expression ?? throw new InvalidOperationException($"{text} does not compile.");
        var frame = new CelFrame(new Roots(Value.OfMap(ValueMap.Empty.With("data", Value.OfMap(ValueMap.Empty.With("delay", Value.Of(25L)).With("cancelled", Value.Of(false)))).With("type", Value.Of("train.updated")))));
        List<double> nanoseconds = [], bytes = [];
        for (var round = -RoundCount; round < RoundCount; round++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Rounds.Processor);
            for (var i = 0; i < EvaluationsPerRound; i++)
                if (!compiled.Evaluate(frame).IsTrue) throw new InvalidOperationException($"{text} is not true.");
            var elapsed = Rounds.Processor - began;
            if (round < 0) continue;   // warming up: tiered compilation
            nanoseconds.Add(elapsed.TotalNanoseconds / EvaluationsPerRound);
            bytes.Add((double)(GC.GetAllocatedBytesForCurrentThread() - before) / EvaluationsPerRound);
        }
        yield return new($"{what} (CEL): processor time", Result.Number(Rounds.Median(nanoseconds), "ns"), time);
        yield return new($"{what} (CEL): allocated", Result.Number(Math.Floor(Rounds.Median(bytes)), "bytes"), room);
    }

    private sealed class Roots(Value signal) : IActivation
    {
        public bool TryResolve(string name, out Value value)
        {
            value = name == "signal" ? signal : default;
            return name == "signal";
        }
    }
}
