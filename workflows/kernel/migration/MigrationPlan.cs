using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>What a move of a case to another version of its journey would do. Nothing of it has happened.</summary>
/// <param name="To">The version that the case would go on with.</param>
public sealed record MigrationPlan(CaseId Case, JourneyPlan From, JourneyPlan To, Rule Rule)
{
    /// <summary>Items that have not ended and go on, in the state that they keep.</summary>
    public ImmutableArray<MigratedItem> Kept { get; init; } = [];

    /// <summary>Items that the move ends, in the state in which it finds them.</summary>
    public ImmutableArray<MigratedItem> Dropped { get; init; } = [];

    /// <summary>Nodes of which the move makes items in containers that are under way, in the order in which it does.</summary>
    public ImmutableArray<MigrationAddition> Added { get; init; } = [];

    /// <summary>Why the case can't move; none: it can.</summary>
    public ImmutableArray<MigrationNote> Conflicts { get; init; } = [];

    /// <summary>What whoever moves the case should know; it keeps nothing from moving.</summary>
    public ImmutableArray<MigrationNote> Told { get; init; } = [];

    /// <summary>What is established before the new version is looked at for the first time; the first is <see cref="CaseMigrated"/>. None where there are conflicts.</summary>
    public ImmutableArray<CaseFact> Facts { get; init; } = [];

    /// <summary>What the first look at the new version has to look at.</summary>
    internal MigrationLook Look { get; init; } = MigrationLook.Nothing;
}

/// <summary>A plan item in a migration. <paramref name="Item"/>: its ordinal in the case.</summary>
public sealed record MigratedItem(int Item, string Node, string Type, string Name, ItemState State);

/// <summary>A node of which an item comes. <paramref name="Mark"/>: how it comes, see <see cref="ItemCreated"/>.</summary>
public sealed record MigrationAddition(int Container, PlanNode Node, string? Mark = null);

/// <summary>Something to be said of a migration. <paramref name="Item"/>: ordinal of the item concerned; 0: the whole case.</summary>
/// <param name="Code">Stable; docs/migration.md lists all.</param>
public sealed record MigrationNote(string Code, int Item, string Node, string Message, string Fix);

/// <summary>What the first evaluation looks at besides conditions: only what differs, so that nothing moves under a version that says the same.</summary>
/// <param name="Freed">Items that waited for criteria that are gone.</param>
/// <param name="Sentries">Criteria with a memory that now say something else.</param>
/// <param name="Flows">Activities of flowcharts to which other connections lead now.</param>
/// <param name="Checks">Containers that may be complete.</param>
internal sealed record MigrationLook(
    ImmutableArray<int> Freed, ImmutableArray<(int Item, SentryPlan Sentry, bool Exit)> Sentries, ImmutableArray<(int Flow, int Activity)> Flows, ImmutableArray<int> Checks)
{
    public static MigrationLook Nothing { get; } = new([], [], [], []);
}
