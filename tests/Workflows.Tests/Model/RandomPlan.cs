using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>What an item of a random plan is.</summary>
public enum ItemKind { Human, AtOnce, Counting, Failing, Stage, Milestone, User, Timer, Signal }

/// <summary>A sentry: on-parts, and a condition or none.</summary>
public sealed record RandomSentry(string Id, ImmutableArray<OnPartPlan> On, string? If)
{
    public ImmutableArray<FilePartPlan> Files { get; init; } = [];

    public override string ToString() =>
        string.Join(" & ", On.Select(p => $"{p.Source}.{FactNames.Of(p.Transition)}{(p.Via is null ? "" : $" via {p.Via}")}").Concat(Files.Select(p => $"file {p.Item}.{p.Transition}")).Concat(If is null ? Array.Empty<string>() : [If]));
}

/// <summary>An item of a random plan. Rules: null none, empty without a condition, else a condition.</summary>
/// <param name="In">The stage that it is in; the case plan model is in none.</param>
/// <param name="Timer">Of a timer listener: ISO 8601.</param>
/// <param name="Interrupts">Siblings that rest while it runs.</param>
public sealed record RandomItem(string Id, ItemKind Kind, string? In, bool Auto, ImmutableArray<RandomSentry> Entry, ImmutableArray<RandomSentry> Exit,
    string? Required, string? Repeat, string? Manual, string? Timer, ImmutableArray<string> Interrupts)
{
    /// <summary>It is discretionary: the applicability rule. Null: it is not.</summary>
    public string? Planned { get; init; }

    /// <summary>The human task beside it in whose planning table it stands; null: the table is that of its stage.</summary>
    public string? With { get; init; }

    public override string ToString()
    {
        var rules = new[] { (Required, "required"), (Repeat, "repeat"), (Manual, "manual"), (Planned, "planned"), (With, "with") }.Where(r => r.Item1 is not null).Select(r => r.Item1!.Length == 0 ? r.Item2 : $"{r.Item2}({r.Item1})");
        IEnumerable<string> words =
        [
            $"{Id}: {Kind}", .. In is null ? [] : new[] { $"in {In}" }, .. Auto ? new[] { "auto" } : [], .. rules, .. Timer is null ? [] : new[] { Timer },
            .. Interrupts.IsEmpty ? [] : new[] { $"interrupts {string.Join(",", Interrupts)}" }, .. Entry.Select(s => $"<- {s}"), .. Exit.Select(s => $"-> {s}"),
        ];
        return string.Join(' ', words);
    }
}

/// <summary>What is asked of the case. The items that <paramref name="Pick"/> chooses from are those for which the verb makes sense, or any.</summary>
public sealed record RandomRequest(RandomVerb Verb, int Pick, string Name, int Value)
{
    public bool IsOfNode => Verb is RandomVerb.Plan or RandomVerb.MoveBeside or RandomVerb.MoveAlone;

    public bool IsOfItem => Verb is not (RandomVerb.Set or RandomVerb.SetFiles or RandomVerb.Write or RandomVerb.Signal or >= RandomVerb.SuspendCase) && !IsOfNode;

    /// <summary>The case file item that is written.</summary>
    public string File => RandomPlan.Files[Pick % RandomPlan.Files.Length];

    /// <summary>What is written there; null discards it.</summary>
    public long? Written => Value < 3 ? null : Value;

    public override string ToString() => $"{Verb} {Pick} {Name}={Value}";
}

public enum RandomVerb
{
    Complete, Occur, Set, ManualStart, Disable, Reenable, Suspend, Resume, Terminate, Signal, Wait, Retry, Skip,
    Repeat, MoveBeside, MoveAlone, Plan, Write, SetFiles,
    SuspendCase, ReactivateCase, CompleteCase, TerminateCase, CloseCase,
}

/// <summary>A plan by chance, the variables that its case starts with, and what is asked of the case. The same seed gives the same.</summary>
public sealed record RandomPlan(int Seed, ImmutableArray<RandomItem> Items, ImmutableArray<RandomRequest> Requests, int X, int Y)
{
    public const string Root = "case";

    private const string Idle = "idle";

    /// <summary>Items of the case file, in model order.</summary>
    public static ImmutableArray<string> Files { get; } = ["f", "g"];

    /// <summary>What is in the case file from the start.</summary>
    public IReadOnlyDictionary<string, long> FilesAtStart { get; } = Files.Take(Seed % 3).ToDictionary(name => name, _ => 1L);

    public ValueMap Variables =>
        FilesAtStart.Aggregate(ValueMap.Empty.With("x", Value.Of(X)).With("y", Value.Of(Y)).With("z", Value.Of(0)), (all, file) => all.With(file.Key, Value.Of(file.Value)));

    /// <summary>Is it one of those that only make the case large?</summary>
    public static bool IsIdle(string id) => id.StartsWith(Idle, StringComparison.Ordinal);

    /// <summary>The same with listeners that nobody waits for and that never occur, so that the case has an index of its items, from the start or from somewhere on.</summary>
    public RandomPlan Larger(int by) => this with
    {
        Items = [.. Items, .. Enumerable.Range(1, by).Select(n => new RandomItem($"{Idle}{n}", ItemKind.User, Root, false, [], [], null, null, null, null, []))],
    };

    public JourneyPlan ToPlan() => JourneyPlan.Of("random", 1, "random", Node(Items[0], 0)).WithCaseFile([.. Files.Select(f => new CaseFileItemPlan(f, f, f, Multiplicity.ZeroOrOne))]) with { Incidents = IncidentStrategy.Continue };

    private PlanNode Node(RandomItem item, int order)
    {
        PlanNode node = item.Kind switch
        {
            ItemKind.Stage => new StageNode(item.Id, "Journey.Stage", [.. Items.Where(i => i.In == item.Id).Select(Node)], item.Auto),
            ItemKind.Human => new HumanTaskNode(item.Id, "Journey.HumanTask", Text("worker"), Text(item.Id), new PlanInput.Literal(Value.Null), []),
            ItemKind.AtOnce => new PlainTaskNode(item.Id, "Journey.Task", false, null, null),
            ItemKind.Counting => new PlainTaskNode(item.Id, "Journey.Task", false, new PlanInput.Expression(Cel("vars.x + 1")), "x"),
            ItemKind.Failing => new PlainTaskNode(item.Id, "Journey.Task", false, new PlanInput.Expression(Cel("1 / vars.z")), null),
            ItemKind.Milestone => new MilestoneNode(item.Id, "Journey.Milestone"),
            ItemKind.User => new UserListenerNode(item.Id, "Journey.UserEventListener"),
            ItemKind.Timer => new TimerListenerNode(item.Id, "Journey.TimerEventListener", Text(item.Timer!)),
            _ => new EventNode(item.Id, "Elsa.Event", Text("signal"), null),
        };
        return node with { Control = new ItemControlPlan(Sentries(item.Entry), Sentries(item.Exit), Rule(item.Required), Rule(item.Repeat), Rule(item.Manual), item.Interrupts, order) { Discretionary = Discretionary(item) } };
    }

    private static DiscretionaryPlan? Discretionary(RandomItem item) => item.Planned is null ? null
        : new DiscretionaryPlan(item.Planned.Length == 0 ? [] : [new ApplicabilityRulePlan("rule", Cel(item.Planned))], []) { HumanTasks = item.With is null ? [] : [item.With] };

    private static PlanInput.Literal Text(string text) => new(Value.Of(text));

    private static RulePlan? Rule(string? rule) => rule is null ? null : new RulePlan(rule.Length == 0 ? null : Cel(rule));

    private static ImmutableArray<SentryPlan> Sentries(ImmutableArray<RandomSentry> sentries) => [.. sentries.Select(s => new SentryPlan(s.Id, s.On, s.If is null ? null : Cel(s.If)) { FileParts = s.Files })];

    private static CelExpression Cel(string text) => Workflows.Expressions.Cel.Compile(text, CelScope.Journey).Expression!;

    /// <summary>Smaller ones: a request less, an item (with what is in it) less, a criterion or a rule less.</summary>
    public IEnumerable<RandomPlan> Smaller()
    {
        for (var i = Requests.Length - 1; i >= 0; i--) yield return this with { Requests = Requests.RemoveAt(i) };
        for (var i = Items.Length - 1; i > 0; i--) yield return Without(Items[i].Id);
        for (var i = 0; i < Items.Length; i++)
            foreach (var plainer in Plainer(Items[i])) yield return this with { Items = Items.SetItem(i, plainer) };
    }

    private static IEnumerable<RandomItem> Plainer(RandomItem item)
    {
        foreach (var sentry in item.Entry) yield return item with { Entry = item.Entry.Remove(sentry) };
        foreach (var sentry in item.Exit) yield return item with { Exit = item.Exit.Remove(sentry) };
        foreach (var sentry in item.Entry.Where(s => s.On.Length > 1)) yield return item with { Entry = item.Entry.Replace(sentry, sentry with { On = sentry.On.RemoveAt(0) }) };
        foreach (var sentry in item.Entry.Where(s => s.On.Length + s.Files.Length > 0 && s.If is not null)) yield return item with { Entry = item.Entry.Replace(sentry, sentry with { If = null }) };
        if (item.Required is not null) yield return item with { Required = null };
        if (item.Repeat is not null) yield return item with { Repeat = null };
        if (item.Manual is not null) yield return item with { Manual = null };
        if (!item.Interrupts.IsEmpty) yield return item with { Interrupts = [] };
        if (item.Auto) yield return item with { Auto = false };
        if (item.With is not null) yield return item with { With = null };
        if (item.Planned is not null) yield return item with { Planned = null, With = null };
    }

    private RandomPlan Without(string id)
    {
        var gone = new HashSet<string> { id };
        foreach (var item in Items)
            if (item.In is not null && gone.Contains(item.In)) gone.Add(item.Id);
        return this with { Items = [.. Items.Where(i => !gone.Contains(i.Id)).Select(i => i with { Entry = Without(i.Entry, gone), Exit = Without(i.Exit, gone), Interrupts = i.Interrupts.RemoveAll(gone.Contains), With = i.With is { } with && gone.Contains(with) ? null : i.With })] };
    }

    private static ImmutableArray<RandomSentry> Without(ImmutableArray<RandomSentry> sentries, HashSet<string> gone) =>
        [.. sentries.Select(s => s with { On = s.On.RemoveAll(p => gone.Contains(p.Source)) }).Where(s => s.On.Length + s.Files.Length > 0 || s.If is not null)];

    public override string ToString() => $"seed {Seed}, x={X}, y={Y}\n  {string.Join("\n  ", Items)}\n  asked: {string.Join("; ", Requests)}";
}
