namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>What a move of a case to another version did, or would do (docs/migration.md).</summary>
/// <param name="Moved">False: it was asked for only.</param>
/// <param name="State">The state of the case afterwards.</param>
/// <param name="Added">Items that come in addition, in the state after the first evaluation of the new version.</param>
/// <param name="Conflicts">What keeps the case from moving.</param>
/// <param name="Told">What should be known, and keeps nothing from moving.</param>
public sealed record Migration(
    string Case, string Journey, int From, int To, bool Moved, string State, IReadOnlyList<MigratedItem> Kept, IReadOnlyList<MigratedItem> Added, IReadOnlyList<MigratedItem> Dropped,
    IReadOnlyList<MigrationNote> Conflicts, IReadOnlyList<MigrationNote> Told, IReadOnlyList<MigrationMove> Evaluated);

/// <summary>A plan item that a migration is about. <paramref name="ItemId"/>: 0 where it was not made.</summary>
public sealed record MigratedItem(int ItemId, string Node, string Type, string Name, string State);

/// <summary>What is to be said of an item. <paramref name="Code"/>: stable.</summary>
public sealed record MigrationNote(string Code, int ItemId, string Node, string Message, string Fix);

/// <summary>A transition that the first evaluation of the new version made.</summary>
public sealed record MigrationMove(int ItemId, string Node, string Name, string Transition);

/// <summary>What became of the cases of one page of customers.</summary>
/// <param name="Customers">Customers that were looked at.</param>
/// <param name="Cases">Cases of the version that were found.</param>
/// <param name="Refused">Those that did not move, by reason.</param>
/// <param name="Named">The first 100 of them.</param>
/// <param name="Next">What to pass as <c>after</c> for the next page; null: it was the last.</param>
public sealed record Migrations(
    string Journey, int From, int To, bool DryRun, int Customers, int Cases, int Moved, IReadOnlyList<RefusedCases> Refused, IReadOnlyList<RefusedCase> Named, string? Next);

/// <summary>How many cases did not move for a reason.</summary>
public sealed record RefusedCases(string Code, int Cases);

/// <summary>A case that did not move, and why.</summary>
public sealed record RefusedCase(string Case, string Code, string Message, string Fix);
