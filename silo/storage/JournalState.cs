namespace JourneyOrchestrator.Silo.Storage;

/// <summary>What a journal holds that somebody may have to look at.</summary>
/// <param name="Version">Of its schema.</param>
/// <param name="Known">The version that this program writes.</param>
/// <param name="NewestEntry">Time of the entry written last; null: there is none.</param>
/// <param name="OldestTimer">When the first of its timers is due; null: there is none.</param>
/// <param name="Effects">Effects that wait.</param>
/// <param name="OldestEffect">From when on the first of them may be sent; null: there is none.</param>
/// <param name="OpenErasures">Erasures whose last step is to come.</param>
public sealed record JournalState(
    long Version, long Known, DateTimeOffset? NewestEntry, DateTimeOffset? OldestTimer, long Effects, DateTimeOffset? OldestEffect, long DeadLetters, long OpenErasures);
