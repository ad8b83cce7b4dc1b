using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sqlite;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Commands.Doctor;

/// <summary>What waits in a journal, whether a host works on it or not: it is read beside it, and nothing is brought up to date.</summary>
internal static class StoreCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);
    private static readonly Finding NotYet = new("will be made at the first start");

    /// <exception cref="IOException">The file can't be read, is of a newer program, or was written at times that are yet to come.</exception>
    public static Finding Look(string data, DateTimeOffset now)
    {
        var path = Path.Combine(data, SqliteJournalStore.FileName);
        return File.Exists(path) ? Judge(JournalCopy.State(path), now) : NotYet;
    }

    /// <exception cref="IOException">The tables are of a newer program, or were written at times that are yet to come.</exception>
    /// <exception cref="PostgresUnusableException">The server can't be reached, or the tables can't be read.</exception>
    public static async Task<Finding> LookAsync(PostgresStoreOptions journal, DateTimeOffset now, CancellationToken cancel) =>
        await PostgresDatabase.StateAsync(journal, cancel) is { } state ? Judge(state, now) : NotYet;

    private static Finding Judge(JournalState state, DateTimeOffset now)
    {
        if (state.Version > state.Known) throw new IOException($"schema version {state.Version}; this program knows versions up to {state.Known}");
        if (state.NewestEntry - now is { } ahead && ahead > Late)
            throw new IOException($"the newest entry was written at {state.NewestEntry:u}, {Words(ahead)} from now: the clock was set back, and timers wait until it is there again");
        return Describe(state, now);
    }

    private static Finding Describe(JournalState state, DateTimeOffset now)
    {
        var (timer, effect) = (now - state.OldestTimer, now - state.OldestEffect);
        List<string> said = [$"schema version {state.Version}" + (state.Version < state.Known ? $", {state.Known} from the next start on" : "")];
        if (timer > TimeSpan.Zero) said.Add($"the oldest timer has been due for {Words(timer.Value)}");
        if (effect > TimeSpan.Zero) said.Add($"{state.Effects} effects wait, the oldest for {Words(effect.Value)}");
        if (state.DeadLetters > 0) said.Add($"{state.DeadLetters} dead letters");
        if (state.OpenErasures > 0) said.Add($"{state.OpenErasures} erasures are not finished: the next start does");
        return new Finding(string.Join("; ", said), timer > Late || effect > Late || state.DeadLetters > 0 || state.OpenErasures > 0);
    }

    public static string Words(TimeSpan time) => time.TotalDays >= 1 ? $"{time.TotalDays:0} days" : time.TotalHours >= 1 ? $"{time.TotalHours:0} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0} min" : $"{time.TotalSeconds:0} s";
}
