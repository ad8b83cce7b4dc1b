using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Kernel.Migrations;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel.Migrations;

/// <summary>
/// What holds of every move: it is refused and changes nothing, or its fold is the live state (the kit compares, and compares what was foretold with what came),
/// no transition breaks the tables of CMMN, and the case goes on from it to rest.
/// </summary>
public sealed class MigrationPropertyTests
{
    private static int moved, refused;

    [Fact]
    public void A_case_of_any_plan_moves_to_any_edit_of_it_or_says_why_not()
    {
        (moved, refused) = (0, 0);
        Prop.ForAll(RandomEdit.All, Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(7, 11));
        // Both happen, or this would show little.
        Assert.InRange(moved, 100, 400);
        Assert.InRange(refused, 20, 300);
    }

    [Fact]
    public void A_case_of_any_plan_is_left_alone_by_a_version_that_says_the_same() =>
        Prop.ForAll(RandomEdit.All, edit =>
        {
            var kit = Lived(edit, Plan(edit.Before()));
            if (kit is null || !kit.State.Running) return;
            var count = kit.Facts.Count();
            var report = kit.MoveTo(Plan(edit.Before().Set("version", 2))!);
            Assert.Single(kit.Facts.Skip(count));
            Assert.Empty(report.Evaluated);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(3, 5));

    private static void Holds(RandomEdit edit)
    {
        var next = Plan(edit.After());
        if (next is null || Lived(edit, Plan(edit.Before())) is not { State.Running: true } kit) return;
        var before = kit.Snapshot;
        if (!kit.PlanTo(next).Conflicts.IsEmpty)
        {
            refused++;
            Assert.Equal(before, kit.Snapshot);
            return;
        }
        moved++;
        var report = kit.MoveTo(next);
        Assert.Equal(kit.State.Items.Select(i => i.Node).Where(n => !next.Nodes.ContainsKey(n)), kit.State.Items.Where(i => i.Ended && !next.Nodes.ContainsKey(i.Node)).Select(i => i.Node));
        Assert.Equal(report.Dropped.Select(d => d.Item), report.Dropped.Where(d => kit.State.Item(d.Item) is null or { Ended: true }).Select(d => d.Item));
        foreach (var step in edit.Steps) Step(kit, step);
        KeepsToTheTables(kit);
    }

    private static JourneyPlan? Plan(JsonObject journey) => ElsaReader.Read(Encoding.UTF8.GetBytes(journey.ToJsonString())) is { Plan: { } plan, HasErrors: false } ? plan : null;

    private static CaseKit? Lived(RandomEdit edit, JourneyPlan? plan)
    {
        if (plan is null) return null;
        var kit = new CaseKit(plan);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        foreach (var step in edit.Steps) Step(kit, step);
        return kit;
    }

    private static void Step(CaseKit kit, int step)
    {
        var items = kit.State.Items.Where(i => !i.Ended && i.Ordinal > 1).ToArray();
        var item = items.Length == 0 ? null : items[step / 10 % items.Length];
        switch (step % 10)
        {
            case 0: kit.Send("one"); break;
            case 1: kit.Send("two"); break;
            case 2: kit.Send("tick"); break;
            case 3: kit.Wait(TimeSpan.FromMinutes(step)); break;
            case 4 when item is not null: kit.Hand(new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Suspend, CaseKit.ByPerson)); break;
            case 5 when item is not null: kit.Hand(new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Resume, CaseKit.ByPerson)); break;
            case 6 when item is not null: kit.Hand(new Stimulus.ActOnItem(item.Ordinal, ItemTransition.ManualStart, CaseKit.ByPerson)); break;
            case 7 when step > 800: kit.Hand(new Stimulus.ActOnCase(CaseTransition.Suspend, CaseKit.ByPerson)); break;
            default:
                if (items.Where(i => i is { Task: not null, State: ItemState.Active }).ToArray() is { Length: > 0 } tasks)
                    kit.Hand(new Stimulus.CompleteTask(tasks[step / 10 % tasks.Length].Ordinal, "Done", Value.Null, CaseKit.ByPerson));
                break;
        }
    }

    /// <summary>CMMN 1.1, tables 8.2 to 8.5, as (from, transition); a suspended item may be resumed or ended, a failed one tried again or ended.</summary>
    private static readonly FrozenSet<(ItemState, ItemTransition)> Table = new[]
    {
        (ItemState.Available, ItemTransition.Enable), (ItemState.Available, ItemTransition.Start), (ItemState.Available, ItemTransition.Occur), (ItemState.Available, ItemTransition.Exit),
        (ItemState.Available, ItemTransition.Suspend), (ItemState.Available, ItemTransition.ParentSuspend), (ItemState.Available, ItemTransition.ParentTerminate), (ItemState.Available, ItemTransition.Terminate),
        (ItemState.Enabled, ItemTransition.ManualStart), (ItemState.Enabled, ItemTransition.Disable), (ItemState.Enabled, ItemTransition.Exit), (ItemState.Enabled, ItemTransition.ParentSuspend),
        (ItemState.Disabled, ItemTransition.Reenable), (ItemState.Disabled, ItemTransition.Exit), (ItemState.Disabled, ItemTransition.ParentSuspend),
        (ItemState.Active, ItemTransition.Complete), (ItemState.Active, ItemTransition.Terminate), (ItemState.Active, ItemTransition.Exit), (ItemState.Active, ItemTransition.Fault),
        (ItemState.Active, ItemTransition.Suspend), (ItemState.Active, ItemTransition.ParentSuspend),
        (ItemState.Suspended, ItemTransition.Resume), (ItemState.Suspended, ItemTransition.ParentResume), (ItemState.Suspended, ItemTransition.Exit), (ItemState.Suspended, ItemTransition.Terminate), (ItemState.Suspended, ItemTransition.ParentTerminate),
        (ItemState.Failed, ItemTransition.Reactivate), (ItemState.Failed, ItemTransition.Terminate), (ItemState.Failed, ItemTransition.Exit),
    }.ToFrozenSet();

    private static void KeepsToTheTables(CaseKit kit)
    {
        var states = new Dictionary<int, (ItemState State, ItemState Before)>();
        foreach (var fact in kit.Facts)
        {
            if (fact is ItemCreated created) states[created.Item] = (created.Started ? ItemState.Active : ItemState.Available, ItemState.Available);
            if (fact is not ItemTransitioned moved) continue;
            var (state, before) = states[moved.Item];
            Assert.True(Table.Contains((state, moved.Transition)), $"{state} {moved.Transition} of item {moved.Item}");
            var next = Lifecycle.After(moved.Transition, before);
            states[moved.Item] = (next, next == ItemState.Suspended ? state : before);
        }
    }
}
