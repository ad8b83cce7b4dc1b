using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;

namespace JourneyOrchestrator.Grains.Turns;

/// <summary>
/// Moves a case to another version of its journey. A dry run is the very same turn on a copy of the customer, topics read and all, of which only the answer
/// is kept.
/// </summary>
internal sealed class CaseMigrations(CustomerState state, TurnContext context, CaseRouter router, Input.MigrateCase move)
{
    private MigrationPlan? plan;

    public bool DryRun => move.DryRun;

    public static CustomerState Copy(CustomerState state) => SnapshotCodec.Read(SnapshotCodec.Write(state));

    public Receipt Handle(Receipt accepted)
    {
        if (!state.Cases.TryGetValue(move.Case, out var owned)) return Receipt.Unknown("/id", $"There is no case {move.Case}.");
        if (router.Lacks(owned, new Stimulus.Migrate { Actor = move.Actor }) is { IsDefault: false } needed) return CaseCommands.NoRole(needed);
        if (owned.Status is CaseStatus.Completed or CaseStatus.Terminated or CaseStatus.Closed)
            return Refuse("/id", "migration-case-ended", $"The case is {FactNames.Of(owned.Status)}.", "Only a case that is under way can go on with another version; reopen it first.");
        if (owned.Version == move.Version)
            return Refuse("/version", "migration-same-version", $"The case follows version {move.Version} already.", "Name another version of its journey.");
        if (context.Journeys.Find(owned.Journey, move.Version) is not { } to)
            return new Receipt(ReceiptKind.Unknown, 0, new Problem("/version", "migration-unknown-version", $"The journey '{owned.Journey}' has no published version {move.Version}.", "Publish it first, or name one of GET /v1/journeys."));
        // The input says who moves the case and why; the rule carries it to each fact of the move.
        plan = router.PlanMove(owned, to, new Rule(RuleKind.Person, FormattableString.Invariant($"migration:{owned.Version}->{to.Version}")) { By = move.By, Reason = move.Reason });
        if (!plan.Conflicts.IsEmpty) return Conflict(plan, owned, accepted);
        router.Move(owned, plan);
        return accepted;
    }

    private Receipt Conflict(MigrationPlan found, CaseState owned, Receipt accepted)
    {
        var report = MigrationReport.Of(found, owned, [], moved: false);
        if (move.DryRun) return accepted with { Seq = 0, Migration = report };
        var first = found.Conflicts[0];
        var more = found.Conflicts.Length > 1 ? $" And {found.Conflicts.Length - 1} more." : "";
        return Refuse("/version", first.Code, first.Message + more, first.Fix) with { Migration = report };
    }

    private static Receipt Refuse(string field, string code, string message, string fix) => Receipt.Refused(new Problem(field, code, message, fix));

    /// <summary>What came of it, once the turn is over.</summary>
    public MigrationReport? Report(ImmutableArray<Fact> facts) =>
        plan is null || !plan.Conflicts.IsEmpty ? null : MigrationReport.Of(plan, state.Cases[move.Case], facts, moved: !move.DryRun);
}
