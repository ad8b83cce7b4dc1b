using System.Buffers;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>Moves a running case to another version of its journey: items are matched by the id of their node.</summary>
public static class Migration
{
    /// <summary>Says what a move would do, without doing it.</summary>
    /// <param name="state">A case that has not ended. It is not changed.</param>
    /// <param name="host">What the case's expressions see, and the time of the move. Nothing is raised with it.</param>
    /// <param name="rule">Who moves the case, and why.</param>
    public static MigrationPlan Plan(CaseState state, JourneyPlan from, JourneyPlan to, ICaseHost host, Rule rule) =>
        new MigrationPlanner(Copy(state), from, to, host, rule).Plan();

    /// <summary>Carries out a plan without conflicts: raises its facts, then evaluates the new version once.</summary>
    /// <exception cref="ArgumentException">It has conflicts.</exception>
    public static void CarryOut(MigrationPlan plan, CaseState state, ICaseHost host)
    {
        if (!plan.Conflicts.IsEmpty) throw new ArgumentException("A case with conflicts can't move.", nameof(plan));
        foreach (var fact in plan.Facts) host.Raise(fact);
        var run = new CaseRun(plan.To, state, host);
        if (run.LookAfter(plan)) run.Settle();
    }

    /// <summary>A state to try things on.</summary>
    private static CaseState Copy(CaseState state)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(bytes)) CaseStateJson.Write(json, state);
        using var copy = JsonDocument.Parse(bytes.WrittenMemory, new JsonDocumentOptions { MaxDepth = ValueJson.TypedOptions.MaxDepth + 8 }); // a value lies a few levels deep in its case
        return CaseStateJson.Read(copy.RootElement);
    }
}
