using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>What a move did, or would do, the first evaluation of the new version included.</summary>
/// <param name="Moved">True: it has happened. False: it was asked for only, or is refused.</param>
/// <param name="Status">Of the case afterwards.</param>
public sealed record MigrationReport(CaseId Case, string Journey, int From, int To, bool Moved, CaseStatus Status)
{
    /// <summary>Items that go on, in the state that they keep.</summary>
    public ImmutableArray<MigratedItem> Kept { get; init; } = [];

    /// <summary>Items that come in addition, in the state after the first evaluation.</summary>
    public ImmutableArray<MigratedItem> Added { get; init; } = [];

    /// <summary>Items that the move ends, in the state in which it finds them.</summary>
    public ImmutableArray<MigratedItem> Dropped { get; init; } = [];

    public ImmutableArray<MigrationNote> Conflicts { get; init; } = [];

    public ImmutableArray<MigrationNote> Told { get; init; } = [];

    /// <summary>What the first evaluation moved, in order.</summary>
    public ImmutableArray<MigrationMove> Evaluated { get; init; } = [];

    /// <summary>Of a plan and the facts of the turn that carried it out.</summary>
    public static MigrationReport Of(MigrationPlan plan, CaseState after, IReadOnlyList<Fact> facts, bool moved)
    {
        var report = new MigrationReport(plan.Case, after.Journey, plan.From.Version, plan.To.Version, moved, after.Status)
        {
            Kept = plan.Kept, Dropped = plan.Dropped, Conflicts = plan.Conflicts, Told = plan.Told,
        };
        if (!plan.Conflicts.IsEmpty) return report with { Added = [.. plan.Added.Select(a => new MigratedItem(0, a.Node.Id, a.Node.Type, a.Node.Name, ItemState.Available))] };
        var since = facts.OfType<CaseFact>().Where(f => f.Case == plan.Case).SkipWhile(f => f is not CaseMigrated).Skip(plan.Facts.Length).ToArray();
        var created = since.OfType<ItemCreated>().ToArray();
        // What comes in addition is created before anything else happens.
        return report with { Added = [.. created.Take(plan.Added.Length).Select(c => Show(c, after))], Evaluated = Moves(since, created.Skip(plan.Added.Length).Select(c => c.Item).ToHashSet(), after) };
    }

    private static MigratedItem Show(ItemCreated created, CaseState after) =>
        new(created.Item, created.Node, created.NodeType, created.Name, after.Item(created.Item)?.State ?? ItemState.Completed); // one that ran again is kept once

    private static ImmutableArray<MigrationMove> Moves(CaseFact[] facts, HashSet<int> further, CaseState after)
    {
        var names = after.Items.ToDictionary(i => i.Ordinal, i => (i.Node, i.Name));
        foreach (var created in facts.OfType<ItemCreated>()) names[created.Item] = (created.Node, created.Name);
        var moves = ImmutableArray.CreateBuilder<MigrationMove>();
        foreach (var fact in facts)
        {
            var (item, transition) = fact switch
            {
                ItemCreated created when further.Contains(created.Item) || created.Started => (created.Item, created.Started ? ItemTransition.Start : ItemTransition.Create),
                ItemTransitioned moved => (moved.Item, moved.Transition),
                _ => (0, default),
            };
            if (item > 0 && names.TryGetValue(item, out var name)) moves.Add(new MigrationMove(item, name.Node, name.Name, transition));
        }
        return moves.ToImmutable();
    }
}

/// <summary>A transition that the first evaluation made.</summary>
public sealed record MigrationMove(int Item, string Node, string Name, ItemTransition Transition);
