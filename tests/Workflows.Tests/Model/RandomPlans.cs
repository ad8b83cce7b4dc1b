using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>Makes random plans of up to 30 items: stages in stages, sentries that cross their borders, rules of all kinds.</summary>
internal sealed class RandomPlans
{
    private static readonly string[] Conditions = ["vars.x > 5", "vars.x < 3", "vars.y == 2", "vars.y != 2", "vars.x >= 4", "vars.y < 5", "vars.nothing > 1"];
    private static readonly string[] Timers = ["PT1H", "PT2H", "R2/PT1H", "R3/PT2H", "2026-01-05T10:00:00Z"];

    private static readonly ItemTransition[] OfTasks =
    [
        ItemTransition.Complete, ItemTransition.Complete, ItemTransition.Complete, ItemTransition.Complete, ItemTransition.Start, ItemTransition.Start, ItemTransition.Create,
        ItemTransition.Enable, ItemTransition.ManualStart, ItemTransition.Terminate, ItemTransition.Exit, ItemTransition.Exit, ItemTransition.Fault, ItemTransition.Reactivate,
        ItemTransition.Disable, ItemTransition.Reenable, ItemTransition.Suspend, ItemTransition.Resume, ItemTransition.ParentSuspend, ItemTransition.ParentResume,
    ];

    private static readonly ItemTransition[] OfListeners =
        [ItemTransition.Occur, ItemTransition.Occur, ItemTransition.Occur, ItemTransition.Occur, ItemTransition.Create, ItemTransition.Terminate, ItemTransition.ParentTerminate, ItemTransition.Suspend, ItemTransition.Resume];

    private static readonly CaseFileTransition[] OfFiles = [CaseFileTransition.Create, CaseFileTransition.Create, CaseFileTransition.Update, CaseFileTransition.Replace, CaseFileTransition.Replace, CaseFileTransition.Delete];

    private static readonly (RandomVerb Verb, int Weight)[] Verbs =
    [
        (RandomVerb.Complete, 34), (RandomVerb.Occur, 12), (RandomVerb.Set, 12), (RandomVerb.ManualStart, 8), (RandomVerb.Disable, 3), (RandomVerb.Reenable, 3), (RandomVerb.Suspend, 5), (RandomVerb.Resume, 5),
        (RandomVerb.Terminate, 4), (RandomVerb.Signal, 3), (RandomVerb.Wait, 5), (RandomVerb.Retry, 2), (RandomVerb.Skip, 5), (RandomVerb.Repeat, 7), (RandomVerb.MoveBeside, 3), (RandomVerb.MoveAlone, 2), (RandomVerb.Plan, 7), (RandomVerb.Write, 7), (RandomVerb.SetFiles, 6),
        (RandomVerb.SuspendCase, 3), (RandomVerb.ReactivateCase, 4), (RandomVerb.CompleteCase, 1),
        (RandomVerb.TerminateCase, 1), (RandomVerb.CloseCase, 1),
    ];

    private readonly Random random;
    private readonly List<RandomItem> items = [];

    private RandomPlans(int seed) => random = new Random(seed);

    public static RandomPlan Of(int seed) => new RandomPlans(seed).Make(seed);

    private RandomPlan Make(int seed)
    {
        items.Add(new RandomItem(RandomPlan.Root, ItemKind.Stage, null, Chance(50), [], [], null, null, null, null, []));
        var count = random.Next(2, 30);
        for (var i = 1; i <= count; i++) items.Add(Bare(i));
        for (var i = 0; i < items.Count; i++) items[i] = i == 0 ? items[0] with { Exit = Chance(12) ? Sentries(items[0], "exit", random.Next(1, 3)) : [] } : Ruled(items[i]);
        var requests = Enumerable.Range(0, random.Next(4, 16)).Select(_ => new RandomRequest(Verb(), random.Next(1000), Chance(60) ? "x" : Chance(80) ? "y" : "z", random.Next(0, 10)));
        return new RandomPlan(seed, [.. items], [.. requests], random.Next(0, 10), random.Next(0, 5));
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private RandomItem Bare(int number)
    {
        var kind = random.Next(100) switch { < 40 => ItemKind.Human, < 45 => ItemKind.AtOnce, < 47 => ItemKind.Counting, < 49 => ItemKind.Failing, < 67 => ItemKind.Stage, < 80 => ItemKind.Milestone, < 91 => ItemKind.User, < 97 => ItemKind.Timer, _ => ItemKind.Signal };
        var stages = items.Where(i => i.Kind == ItemKind.Stage).ToArray();
        var home = Chance(50) ? items[0] : Any(stages);
        return new RandomItem($"{"HPCFSMLTE"[(int)kind]}{number}", kind, home.Id, kind == ItemKind.Stage && Chance(50), [], [], null, null, null, kind == ItemKind.Timer ? Any(Timers) : null, []);
    }

    private static bool IsWork(ItemKind kind) => kind is ItemKind.Human or ItemKind.AtOnce or ItemKind.Counting or ItemKind.Failing or ItemKind.Stage;

    private RandomItem Ruled(RandomItem item)
    {
        if (item.Kind is ItemKind.User or ItemKind.Signal) return item;
        if (item.Kind == ItemKind.Timer) return Chance(45) ? item with { Entry = Sentries(item, "enter", 1) } : item;
        item = item with { Entry = Chance(60) ? Sentries(item, "enter", Chance(25) ? 2 : 1) : [], Required = Rule(18) };
        item = Chance(4) ? OfFile(item) : item with { Repeat = Repeats(item) };
        if (!IsWork(item.Kind)) return item;
        return item with { Exit = Chance(15) ? Sentries(item, "exit", Chance(25) ? 2 : 1) : [], Manual = Rule(15), Interrupts = Chance(6) ? Interrupted(item) : [], Planned = Rule(8), With = Chance(20) ? TaskBeside(item) : null };
    }

    private string? TaskBeside(RandomItem item)
    {
        var tasks = items.Where(i => i.In == item.In && i.Kind == ItemKind.Human && i.Id != item.Id).ToArray();
        return tasks.Length == 0 ? null : Any(tasks).Id;
    }

    private string? Rule(int percent) => !Chance(percent) ? null : Chance(40) ? "" : Any(Conditions);

    /// <summary>What is over at once repeats a few times only; without end it would be the limit of steps that is tried, not the rules.</summary>
    private string? Repeats(RandomItem item) => !Chance(item.Kind == ItemKind.Stage ? 45 : 25) ? null
        : item.Entry.IsEmpty && item.Kind != ItemKind.Human ? "item.number < 3"
        : Chance(30) ? "item.number < 3" : Chance(50) ? "" : Any(Conditions);

    private ImmutableArray<string> Interrupted(RandomItem item)
    {
        var siblings = items.Where(i => i.In == item.In && i.Id != item.Id).Select(i => i.Id).ToArray();
        return siblings.Length == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Any(siblings)).Distinct()];
    }

    private ImmutableArray<RandomSentry> Sentries(RandomItem item, string what, int count) => [.. Enumerable.Range(1, count).Select(n => Sentry(item, $"{item.Id}.{what}{n}"))];

    private RandomSentry Sentry(RandomItem item, string id)
    {
        var parts = random.Next(100) switch { < 15 => 0, < 80 => 1, _ => 2 };
        ImmutableArray<FilePartPlan> files = Chance(Around(item) is null ? 22 : 50) ? [FilePart(item)] : [];
        return new RandomSentry(id, [.. Enumerable.Range(0, parts).Select(_ => OnPart(item))], parts + files.Length == 0 || Chance(20) ? Any(Conditions) : null) { Files = files };
    }

    private FilePartPlan FilePart(RandomItem item)
    {
        // So that it hears that (R16).
        if (Around(item) is { } around && Chance(60)) return around;
        return new FilePartPlan(Any(RandomPlan.Files), Any(OfFiles));
    }

    /// <summary>What starts the stage around it, where that is of the case file.</summary>
    private FilePartPlan? Around(RandomItem item) => items.Find(i => i.Id == item.In) is { Entry: [{ Files: [var around] }, ..] } ? around : null;

    /// <summary>Two events of one request, of which what the first makes must not hear the second (R69).</summary>
    private RandomItem OfFile(RandomItem item)
    {
        var transition = Any(OfFiles);
        return item with { Entry = [.. RandomPlan.Files.Select((file, n) => new RandomSentry($"{item.Id}.enter{n + 1}", [], null) { Files = [new FilePartPlan(file, transition)] })], Repeat = "" };
    }

    private OnPartPlan OnPart(RandomItem item)
    {
        // What starts the stage around it, so that it hears that (R16).
        if (Chance(12) && items.Find(i => i.Id == item.In) is { Entry: [{ On: [var around, ..] }, ..] }) return around;
        var siblings = items.Where(i => i.In == item.In && i.In is not null).ToArray();
        var source = siblings.Length > 0 && Chance(70) ? Any(siblings) : Any(items);
        var transition = Any(IsWork(source.Kind) ? OfTasks : OfListeners);
        // Its criteria may be made only after this: the name alone is enough, and one that is never made never ends it.
        var via = transition == ItemTransition.Exit && Chance(40) ? $"{source.Id}.exit{random.Next(1, 3)}" : null;
        return new OnPartPlan(source.Id, transition, via);
    }

    private RandomVerb Verb()
    {
        var at = random.Next(Verbs.Sum(v => v.Weight));
        foreach (var (verb, weight) in Verbs)
            if ((at -= weight) < 0) return verb;
        throw new InvalidOperationException("The weights are wrong.");
    }
}
