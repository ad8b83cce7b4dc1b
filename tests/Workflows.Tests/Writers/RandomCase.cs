using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Building;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>A case by chance: items of every kind, nested, with criteria, rules and whatever happens to it. All numbers are of any size; what they choose is taken modulo.</summary>
/// <param name="Items">Kind, stage, and two numbers that choose the rest.</param>
/// <param name="Criteria">Item, source, event, and whether it ends the item.</param>
/// <param name="Deeds">What happens: kind and item.</param>
public sealed record RandomCase((int Kind, int Stage, int One, int Two)[] Items, (int Item, int Source, int Event, int More)[] Criteria, (int Kind, int Item)[] Deeds)
{
    private const int KindCount = 14;

    private static readonly RoleBuilder Care = new JourneyBuilder("other", "Other").Role("care"), Lead = new JourneyBuilder("other", "Other").Role("lead");

    private static readonly string[] Conditions = ["vars.n > 1", "vars.n % 2 == 0 || vars.flag", "has(vars.later) && vars.later == 'yes'", "item.number < 3", "case.items.i0.state == 'completed'", "vars.flag == true || vars.flag == 'true'"];

    public static Arbitrary<RandomCase> All { get; } = Arb.From(
        from items in Number.Four().NonEmptyListOf()
        from criteria in Number.Four().ListOf()
        from deeds in Number.Two().ListOf()
        select new RandomCase([.. items.Take(12)], [.. criteria.Take(14)], [.. deeds.Take(12)]),
        random => random.Shrunk());

    private static Gen<int> Number => Gen.Choose(0, 9999);

    private IEnumerable<RandomCase> Shrunk()
    {
        for (var i = 0; i < Criteria.Length; i++) yield return this with { Criteria = [.. Criteria[..i], .. Criteria[(i + 1)..]] };
        if (Items.Length > 1) yield return this with { Items = Items[..^1] };
        if (Deeds.Length > 0) yield return this with { Deeds = Deeds[..^1] };
    }

    public PlanDialect Dialect => (PlanDialect)(Items[0].One % 3);

    public byte[] ToJson()
    {
        var journey = new JourneyBuilder("random", "Random <case>").WithOpenVariables().ContinuingWithIncidents().InDialect(Dialect).Variable("n", 1).Variable("flag", false);
        var stages = new List<StageBuilder> { journey.Root };
        // Roles that are more than names, or no more, or not declared.
        if (Items[0].Two % 3 == 0) journey.Role("lead").Named("Team lead").AssignedTo("lea");
        if (Items[0].Two % 3 == 1) journey.Role("lead");
        if (Items[0].Two % 3 != 2) _ = (journey.Role("care"), journey.Role("case-worker"));
        if (Items[0].One % 4 == 0) journey.Allowing("cancel", Lead);
        var all = new List<ItemBuilder>();
        foreach (var item in Items) all.Add(Item(item, $"i{all.Count}", stages));
        for (var i = 0; i < all.Count; i++) Add(Items[i], all[i], all);
        foreach (var criterion in Criteria) Add(criterion, all);
        if (Items[0].Two % 2 == 0) journey.Root.AutoComplete();
        return journey.ToJson();
    }

    private static ItemBuilder Item((int Kind, int Stage, int One, int Two) item, string id, List<StageBuilder> stages)
    {
        var around = stages[item.Stage % stages.Count];
        ItemBuilder made = (item.Kind % KindCount) switch
        {
            0 or 1 => Stage(around, id, stages),
            2 => around.Milestone(id).Named($"Reached \"{id}\""),
            3 => around.UserListener(id),
            4 => around.Event(id, item.One % 2 == 0 ? "one" : "two").Where(item.Two % 2 == 0 ? "true" : "signal.data == 1"),
            5 => around.TimerListener(id, item.One % 2 == 0 ? "R2/PT10M" : "PT1H"),
            6 => around.Delay(id, TimeSpan.FromMinutes(item.One % 50)),
            7 => around.SetVariable(id, "n", Input.Cel("vars.n + 1")),
            8 => around.Activity("Elsa.WriteLine", id).With("text", item.One % 2 == 0 ? "a & b" : Input.Cel("'n is ' + string(vars.n)")),
            9 => around.Task(id).With("isBlocking", item.One % 2 == 0),
            10 => around.Task(id).With("isBlocking", false).With("value", Input.Cel("vars.n * 2")).With("resultVariable", "later"),
            11 => around.CaseTask(id, "other").In("x", Input.Cel("vars.n")),
            _ => around.HumanTask(id, item.One % 3 == 0 ? "case-worker" : "care", item.One % 2 == 0 ? id : Input.Cel("'Do ' + string(vars.n)")).Described($"About {id}"),
        };
        return Ruled(made, item.One, item.Two);
    }

    /// <summary>Who may do what to it, and what its people are helped with.</summary>
    private static void Add((int Kind, int Stage, int One, int Two) item, ItemBuilder made, List<ItemBuilder> all)
    {
        switch (made)
        {
            case ListenerBuilder listener when item.One % 3 == 0: listener.Allowing("complete", Care, Lead); break;
            case StageBuilder stage when item.One % 6 == 5: stage.Allowing("*", Lead); break;
            case ActivityBuilder activity when item.One % 11 == 3: activity.Discretionary("vars.n > 0", by: item.Two % 2 == 0 ? null : [Lead]); break;
            case HumanTaskBuilder task: Help(task, item.One, item.Two, all); break;
        }
    }

    private static void Help(HumanTaskBuilder task, int one, int two, List<ItemBuilder> all)
    {
        if (one % 4 == 1) task.WithPriority(two % 5 - 1);
        if (one % 4 == 2) task.Escalating(TimeSpan.FromMinutes(30), Lead, priority: 3).Escalating(Input.Cel("duration('1h')"), assignee: "lea");
        if (two % 4 == 1) task.ByPersons(2);
        if (two % 4 == 2 && all.OfType<HumanTaskBuilder>().FirstOrDefault(other => other != task) is { } other) task.NotBySameAs(other);
        if (two % 7 == 3) task.Allowing("skip", Lead).Allowing("complete", Care);
    }

    private static StageBuilder Stage(StageBuilder around, string id, List<StageBuilder> stages)
    {
        var stage = around.Stage(id);
        if (stages.Count % 2 == 0) stage.AutoComplete();
        stages.Add(stage);
        return stage;
    }

    private static ItemBuilder Ruled(ItemBuilder item, int one, int two)
    {
        string? condition = one % 4 == 0 ? null : Conditions[two % Conditions.Length];
        switch (item)
        {
            case StageBuilder stage: return Rule(stage, one, condition);
            case HumanTaskBuilder task: return Rule(task, one, condition);
            case ActivityBuilder activity: return one % 5 == 1 ? activity.ManuallyActivated(condition) : one % 5 == 2 ? activity.Required(condition) : activity;
            case MilestoneBuilder milestone: return one % 5 == 1 ? milestone.Required(condition) : milestone;
            default: return item;
        }
    }

    private static T Rule<T>(T item, int number, string? condition) where T : WorkBuilder<T> => (number % 7) switch
    {
        1 => item.ManuallyActivated(condition),
        2 => item.Required(condition),
        3 => item.Repeated(condition ?? "item.number < 4"),
        4 => item.Required().Repeated("item.number < 3"),
        _ => item,
    };

    private static void Add((int Item, int Source, int Event, int More) criterion, List<ItemBuilder> all)
    {
        var (item, source) = (all[criterion.Item % all.Count], all[criterion.Source % all.Count]);
        OnPart[] parts = criterion.More % 5 == 0 ? [] : criterion.More % 5 == 1 ? [PartOf(source, criterion.Event), PartOf(all[criterion.More % all.Count], criterion.More)] : [PartOf(source, criterion.Event)];
        var condition = parts.Length == 0 || criterion.More % 3 == 0 ? Conditions[criterion.Event % Conditions.Length] : null;
        var exits = criterion.More % 4 == 0;
        switch (item)
        {
            case StageBuilder work when exits: work.ExitOn(parts, condition, ends: (ExitScope)(criterion.Event % 3), forgetful: criterion.Event % 4 == 0); break;
            case HumanTaskBuilder work when exits: work.ExitOn(parts, condition); break;
            case StageBuilder work: work.EnterOn(parts, condition); break;
            case HumanTaskBuilder work: work.EnterOn(parts, condition); break;
            case ActivityBuilder work: work.EnterOn(parts, condition); break;
            case MilestoneBuilder milestone: milestone.EnterOn(parts, condition); break;
            case ListenerBuilder listener when criterion.More % 2 == 0: listener.EnterOn(parts, condition); break;
        }
    }

    private static OnPart PartOf(ItemBuilder item, int number) => item switch
    {
        StageBuilder work => Event(work, number),
        HumanTaskBuilder work => Event(work, number),
        ActivityBuilder work => Event(work, number),
        CaseTaskBuilder work => Event(work, number),
        MilestoneBuilder milestone => milestone.Occurred,
        ListenerBuilder listener => listener.Occurred,
        EventBuilder listener => listener.Occurred,
        _ => item.Created,
    };

    private static OnPart Event<T>(WorkBuilder<T> work, int number) where T : WorkBuilder<T> => (number % 4) switch { 0 => work.Started, 1 => work.Exited, 2 => work.Created, _ => work.Completed };

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToJson()) + " deeds " + string.Join(' ', Deeds);
}
