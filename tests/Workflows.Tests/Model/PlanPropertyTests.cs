using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What holds of every CMMN plan. The kit compares fold, snapshot and live state after each request.</summary>
public sealed class PlanPropertyTests
{
    private static readonly Arbitrary<RandomPlan> Plans = Arb.From(Gen.Choose(1, int.MaxValue - 1).Select(RandomPlans.Of), plan => plan.Smaller());

    [Fact]
    public void Transitions_are_those_of_the_life_cycle_tables_and_a_case_comes_to_rest_or_has_an_incident() =>
        // Always the same plans: what fails here fails everywhere.
        Prop.ForAll(Plans, Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(1, 3));

    private static void Holds(RandomPlan random)
    {
        var plan = random.ToPlan();
        var kit = new CaseKit(plan);
        var watch = new Watch(plan);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, random.Variables));
        IsRight(kit, watch);
        foreach (var request in random.Requests)
        {
            if (kit.Facts.Count() > 3000) return; // a loop without end has shown what it can
            if (request.Verb == RandomVerb.Wait) kit.Wait(TimeSpan.FromHours(2));
            else if (Asked(kit, plan, request) is { } stimulus) kit.Hand(stimulus);
            IsRight(kit, watch);
        }
    }

    private static Stimulus? Asked(CaseKit kit, JourneyPlan plan, RandomRequest request)
    {
        var items = kit.State.Items.Where(i => i.Parent != 0).ToList();
        var item = items.Count == 0 ? null : items[request.Pick % items.Count];
        return ModelRun.Of(request, item?.Ordinal, item is null || request.IsOfNode ? ModelRun.NodeFor(plan, request) : plan.Nodes[item.Node]);
    }

    private static void IsRight(CaseKit kit, Watch watch)
    {
        watch.See(kit.Facts);
        if (kit.State.Incidents.Any(i => i.Message.Contains("steps for one input", StringComparison.Ordinal)) || kit.State.Item(1) is not { Ended: false }) return;
        // At rest nothing moves by being looked at again.
        var before = kit.Facts.Count();
        kit.Hand(new Stimulus.SetVariables(1, ValueMap.Empty.With("unread", Value.True)));
        Assert.Equal(["variables.set"], kit.Facts.Skip(before).Select(f => f.Type));
        watch.See(kit.Facts);
    }

    /// <summary>Holds each transition against the tables.</summary>
    private sealed class Watch(JourneyPlan plan)
    {
        private readonly Dictionary<int, (ItemState State, ItemState Former, PlanNode Node)> items = [];
        private CaseStatus status = CaseStatus.Active;
        private int seen;

        public void See(IEnumerable<Fact> facts)
        {
            foreach (var fact in facts.Skip(seen))
            {
                seen++;
                if (fact is ItemCreated created) items.Add(created.Item, (ItemState.Available, default, plan.Nodes[created.Node]));
                else if (fact is ItemTransitioned moved) See(moved);
                else if (fact is CaseTransitioned other)
                    status = LifeTables.After(status, other.Transition) ?? throw new InvalidOperationException($"The case was {status}, and {other.Transition} is not in the table.");
            }
        }

        private void See(ItemTransitioned moved)
        {
            var (state, former, node) = items[moved.Item];
            var listener = node is MilestoneNode or UserListenerNode or TimerListenerNode or EventNode;
            var next = LifeTables.After(moved.Item == 1, listener, state, moved.Transition, former) ?? throw new InvalidOperationException($"{node} was {state}, and {moved.Transition} is not in the table.");
            items[moved.Item] = (next, next == ItemState.Suspended ? state : former, node);
        }
    }
}
