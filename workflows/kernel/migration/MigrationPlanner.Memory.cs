using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel.Migrations;

/// <summary>What items have heard for their criteria goes on with them, as far as the new criteria still wait for it.</summary>
internal sealed partial class MigrationPlanner
{
    private readonly List<int> freed = [];
    private readonly List<(int Item, SentryPlan Sentry, bool Exit)> sentries = [];

    private void Remember(PlanItem item, PlanNode old, PlanNode node)
    {
        if (item.State == ItemState.Available && !old.Control.Entry.IsEmpty && node.Control.Entry.IsEmpty) freed.Add(item.Ordinal);
        if (item.OnParts.IsEmpty) return;
        var heard = item.OnParts.Select(part => (Old: part, New: Place(part, old.Control, node.Control))).ToArray();
        foreach (var (was, now) in heard)
            if (now is null && was.Part >= 0) Tell(MigrationCodes.MemoryLost, item, $"What its criterion '{was.Sentry}' had heard counts no more: version {to.Version} does not wait for it.", "Nothing has to be done if that is meant.");
        var next = heard.Where(h => h.New is not null).Select(h => h.New!.Value).Distinct().ToArray();
        if (!next.SequenceEqual(item.OnParts))
        {
            foreach (var sentry in item.OnParts.Select(p => p.Sentry).Distinct().ToArray()) Raise(new OnPartsForgotten(state.Id, item.Ordinal, sentry));
            foreach (var (sentry, part) in next) Raise(new OnPartOccurred(state.Id, item.Ordinal, sentry, part));
        }
        NoteChanged(item, old.Control, node.Control);
    }

    /// <summary>Where the new criteria remember what the old ones did: under the same id, else under the criterion that says the same.</summary>
    private static (string Sentry, int Part)? Place((string Sentry, int Part) heard, ItemControlPlan old, ItemControlPlan now)
    {
        if (Find(old, heard.Sentry) is not var (was, exit)) return null;
        var candidates = exit ? now.Exit : now.Entry;
        foreach (var sentry in candidates.Where(s => s.Id == was.Id).Concat(candidates.Where(s => SameSentry(s, was))))
        {
            if (heard.Part < 0)
            {
                if (sentry.Parts == 0 && sentry.IfPart?.Text == was.IfPart?.Text) return (sentry.Id, heard.Part);
            }
            else if (PartOf(sentry, was, heard.Part) is { } part) return (sentry.Id, part);
        }
        return null;
    }

    /// <summary>Which part of a criterion waits for what a part of another one does; those of the case file are counted after the others.</summary>
    private static int? PartOf(SentryPlan sentry, SentryPlan was, int heard)
    {
        var file = heard - was.OnParts.Length;
        var part = file < 0 ? sentry.OnParts.IndexOf(was.OnParts[heard]) : file < was.FileParts.Length ? sentry.FileParts.IndexOf(was.FileParts[file]) : -1;
        return part < 0 ? null : file < 0 ? part : sentry.OnParts.Length + part;
    }

    private static (SentryPlan Sentry, bool Exit)? Find(ItemControlPlan control, string id)
    {
        foreach (var sentry in control.Exit)
            if (sentry.Id == id) return (sentry, true);
        foreach (var sentry in control.Entry)
            if (sentry.Id == id) return (sentry, false);
        return null;
    }

    /// <summary>One that says what one of the old ones said has been looked at whenever it had to be.</summary>
    private void NoteChanged(PlanItem item, ItemControlPlan old, ItemControlPlan now)
    {
        foreach (var sentry in now.Exit)
            if (sentry.Parts > 0 && !old.Exit.Any(s => SameSentry(s, sentry))) sentries.Add((item.Ordinal, sentry, true));
        foreach (var sentry in now.Entry)
            if (sentry.Parts > 0 && !old.Entry.Any(s => SameSentry(s, sentry))) sentries.Add((item.Ordinal, sentry, false));
    }

    private static bool SameSentry(SentryPlan one, SentryPlan other) =>
        one.OnParts.Length == other.OnParts.Length && one.OnParts.All(part => other.OnParts.Contains(part)) && one.FileParts.Length == other.FileParts.Length && one.FileParts.All(part => other.FileParts.Contains(part)) && one.IfPart?.Text == other.IfPart?.Text && one.Ends == other.Ends && one.Forgetful == other.Forgetful;

    private static bool SameRule(RulePlan? one, RulePlan? other) => one is null == other is null && one?.Condition?.Text == other?.Condition?.Text;
}
