using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel.Migrations;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

internal sealed partial class CaseKit
{
    public static Rule Mover { get; } = new(RuleKind.Person, "migration:1->2") { By = "kim", Reason = "new rules" };

    /// <summary>What a move to this root would do.</summary>
    public MigrationPlan PlanTo(JsonObject root, params (string Name, JsonNode? Value)[] variables) => PlanTo(NextPlan(root, variables));

    public MigrationPlan PlanTo(JourneyPlan next)
    {
        var before = (raised.Count, Snapshot);
        var move = Migration.Plan(State, plan, next, this, Mover);
        Assert.Equal(before, (raised.Count, Snapshot));
        Assert.Equal(move.Conflicts.IsEmpty, !move.Facts.IsEmpty);
        return move;
    }

    /// <summary>Moves the case. Its fold, its snapshot, and what the copy had foretold agree with it.</summary>
    public MigrationReport MoveTo(JsonObject root, params (string Name, JsonNode? Value)[] variables) => MoveTo(NextPlan(root, variables));

    public MigrationReport MoveTo(JourneyPlan next)
    {
        var foretold = Continued().Carry(next);
        var report = Carry(next);
        Assert.Equal(Text(foretold), Text(report));
        return report;
    }

    private MigrationReport Carry(JourneyPlan next)
    {
        var move = PlanTo(next);
        Assert.Empty(move.Conflicts);
        var (count, at) = (raised.Count, State.Version);
        Migration.CarryOut(move, State, this);
        plan = next;
        Check();
        Assert.Equal((at, next.Version), (plan.Version == at ? 0 : at, State.Version));
        return MigrationReport.Of(move, State, [.. Facts.Skip(count)], true);
    }

    public MigrationNote Conflict(JsonObject root, params (string Name, JsonNode? Value)[] variables) => Assert.Single(PlanTo(root, variables).Conflicts);

    public JourneyPlan NextPlan(JsonObject root, params (string Name, JsonNode? Value)[] variables) => PlanOf(Js.Journey(root, variables).Set("version", plan.Version + 1));

    public static string Text(MigrationReport report) => string.Join('\n', report.Kept.Cast<object>().Concat(report.Added).Concat(report.Dropped).Concat(report.Conflicts).Concat(report.Told).Concat(report.Evaluated).Append(report.Status));
}
