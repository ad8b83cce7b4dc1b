using JourneyOrchestrator.Bench.Hosts;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Bench.Measures;

/// <summary>The engine alone: a flowchart of five activities from start to end, in memory.</summary>
internal static class EngineMeasure
{
    private const int CasesPerRound = 20_000;
    private const int RoundCount = 15;

    public static async Task<IReadOnlyList<Result>> RunAsync()
    {
        var read = ElsaReader.Read(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "five-activities.json")));
        var plan = read.Plan ?? throw new InvalidOperationException(string.Join(' ', read.Diagnostics.Select(d => d.Message)));
        List<double> microseconds = [], bytes = [];
        for (var round = -RoundCount; round < RoundCount; round++)
        {
            var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Rounds.Processor);
            for (var i = 0; i < CasesPerRound; i++) RunCase(plan);
            var elapsed = Rounds.Processor - began;
            if (round < 0) continue;   // warming up: tiered compilation
            microseconds.Add(elapsed.TotalMicroseconds / CasesPerRound);
            bytes.Add((double)(GC.GetAllocatedBytesForCurrentThread() - before) / CasesPerRound);
        }
        return
        [
            new("Engine alone, five activities: processor time per case", Result.Number(Rounds.Median(microseconds), "µs"), "≤ 10 µs"),
            new("Engine alone: allocated per case", Result.Number(Rounds.Median(bytes), "bytes"), "≤ 4,096 bytes"),
        ];
    }

    private static void RunCase(JourneyPlan plan)
    {
        var state = CaseState.Create(new CaseStarted(new CaseId(1, 1, 0), plan.Id, plan.Version, null, Rule.Input), DateTimeOffset.UnixEpoch);
        CaseEngine.Run(plan, state, new MemoryCaseHost(state), new Stimulus.Start(null, ValueMap.Empty, null));
        if (state.Status != CaseStatus.Completed) throw new InvalidOperationException($"The case is {state.Status}.");
    }
}
