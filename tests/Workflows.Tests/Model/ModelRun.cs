using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Model;

/// <summary>Runs a random plan through the kernel and the naive reading at the same time, and tells the first difference.</summary>
internal sealed class ModelRun : ICaseHost
{
    private readonly JourneyPlan plan;
    private readonly CaseState state;
    private readonly NaiveCase naive;
    private readonly List<string> log = [];
    private bool looped;

    private ModelRun(RandomPlan random)
    {
        plan = random.ToPlan();
        state = CaseState.Create(new CaseStarted(new CaseId(1, 1, 0), "random", 1, null, Rule.Input), At);
        naive = new NaiveCase(plan, At);
    }

    public DateTimeOffset At { get; private set; } = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public Value Signal => Value.Null;

    public Value Customer => Value.Null;

    public string? TimeZone => null;

    /// <summary>Null when both agree to the end.</summary>
    public static string? Difference(RandomPlan random)
    {
        var run = new ModelRun(random);
        CaseEngine.Run(run.plan, run.state, run, new Stimulus.Start(null, ValueMap.Empty, null, random.Variables));
        run.naive.Start([("x", random.X), ("y", random.Y), ("z", 0)], random.FilesAtStart);
        if (run.Compare("start") is { } first) return first;
        foreach (var request in random.Requests)
        {
            if (run.looped || run.naive.Endless) return run.looped == run.naive.Endless ? null : $"after {request}: only one of them loops without end";
            if (run.Take(request) is { } difference) return difference;
        }
        return null;
    }

    private string? Take(RandomRequest request)
    {
        if (request.Verb == RandomVerb.Wait) return Wait(TimeSpan.FromHours(1 + (request.Pick % 3)));
        var item = Chosen(request);
        var node = NodeFor(plan, request);
        var accepted = naive.Ask(request, item, node);
        var stimulus = Of(request, item?.Ordinal, item?.Node ?? node);
        var answer = stimulus is null ? null : (CaseAnswer?)CaseEngine.Run(plan, state, this, stimulus);
        var possible = answer is { Refusal: null, Heard: true };
        var what = $"{request}{(item is null ? request.IsOfNode ? $" = {node.Id}" : "" : $" = {item.Node.Id} ({item.Ordinal})")}";
        return possible == accepted ? Compare(what) : $"{what}: the kernel says {answer?.Refusal ?? (possible ? "yes" : "no")}, the naive reading says {(accepted ? "yes" : "no")}";
    }

    private NaiveItem? Chosen(RandomRequest request)
    {
        if (!request.IsOfItem) return null;
        var all = naive.Items.Skip(1).Where(i => !RandomPlan.IsIdle(i.Node.Id)).ToList();
        var suiting = all.Where(i => NaiveCase.Suits(request.Verb, i)).ToList();
        if (suiting.Count == 0 || request.Pick % 7 == 0) suiting = all;
        return suiting.Count == 0 ? null : suiting[request.Pick % suiting.Count];
    }

    /// <summary>The node that a request names: of what is planned mostly one that can be.</summary>
    public static PlanNode NodeFor(JourneyPlan plan, RandomRequest request)
    {
        var all = plan.Nodes.Values.Where(n => n != plan.Root && !RandomPlan.IsIdle(n.Id)).OrderBy(n => n.Id, StringComparer.Ordinal).ToList();
        var suiting = request.Verb == RandomVerb.Plan ? all.Where(n => n.Control.Discretionary is not null).ToList() : all;
        return suiting.Count > 0 ? suiting[request.Pick % suiting.Count] : all.Count > 0 ? all[request.Pick % all.Count] : plan.Root;
    }

    public static Stimulus? Of(RandomRequest request, int? item, PlanNode node) => request.Verb switch
    {
        RandomVerb.Write => new Stimulus.WriteFile(request.File, request.Written is { } value ? Value.Of(value) : Value.Null, CaseKit.ByPerson),
        RandomVerb.SetFiles => new Stimulus.SetVariables(1, RandomPlan.Files.Aggregate(ValueMap.Empty, (all, name) => all.With(name, Value.Of(request.Value)))),
        RandomVerb.Plan => new Stimulus.Plan(node.Id, CaseKit.ByPerson),
        RandomVerb.MoveBeside or RandomVerb.MoveAlone => new Stimulus.Move(node.Id, request.Verb == RandomVerb.MoveAlone, CaseKit.ByPerson),
        RandomVerb.Set => new Stimulus.SetVariables(1, ValueMap.Empty.With(request.Name, Value.Of(request.Value))),
        RandomVerb.Signal => new Stimulus.Signal("signal"),
        RandomVerb.SuspendCase => new Stimulus.ActOnCase(CaseTransition.Suspend, CaseKit.ByPerson),
        RandomVerb.ReactivateCase => new Stimulus.ActOnCase(CaseTransition.Reactivate, CaseKit.ByPerson),
        RandomVerb.CompleteCase => new Stimulus.ActOnCase(CaseTransition.Complete, CaseKit.ByPerson),
        RandomVerb.TerminateCase => new Stimulus.ActOnCase(CaseTransition.Terminate, CaseKit.ByPerson),
        RandomVerb.CloseCase => new Stimulus.ActOnCase(CaseTransition.Close, CaseKit.ByPerson),
        _ => item is { } ordinal ? OfItem(request.Verb, ordinal, node) : null,
    };

    private static Stimulus OfItem(RandomVerb verb, int item, PlanNode node) => verb switch
    {
        RandomVerb.Complete when node is HumanTaskNode => new Stimulus.CompleteTask(item, "Done", Value.Null, CaseKit.ByPerson),
        RandomVerb.Retry => new Stimulus.Retry(item, CaseKit.ByPerson),
        RandomVerb.Skip => new Stimulus.Skip(item, CaseKit.ByPerson),
        RandomVerb.Repeat => new Stimulus.Repeat(item, CaseKit.ByPerson),
        _ => new Stimulus.ActOnItem(item, Enum.Parse<ItemTransition>(verb.ToString()), CaseKit.ByPerson),
    };

    private string? Wait(TimeSpan span)
    {
        var until = At + span;
        while (naive.Items.Where(i => i.Due <= until).MinBy(i => i.Due) is { Due: { } due } item)
        {
            At = naive.Now = due > At ? due : At;
            naive.Fire(item);
            CaseEngine.Run(plan, state, this, new Stimulus.TimerDue(item.Ordinal));
            if (Compare($"timer {item.Node.Id} ({item.Ordinal})") is { } difference) return difference;
            if (looped || naive.Endless) return null;
        }
        At = naive.Now = until;
        return null;
    }

    private string? Compare(string what)
    {
        var (kernel, other) = (log.ToList(), naive.Log.ToList());
        log.Clear();
        naive.Log.Clear();
        if (looped || naive.Endless) return looped && naive.Endless ? null : $"{what}: only {(looped ? "the kernel" : "the naive reading")} loops without end";
        if (!kernel.SequenceEqual(other)) return $"{what}:\n    kernel: {string.Join(", ", kernel)}\n    naive:  {string.Join(", ", other)}";
        return state.Status == naive.Status ? null : $"{what}: the case is {state.Status}, or {naive.Status}";
    }

    public void Raise(Fact fact)
    {
        if (fact is CaseFact own) state.Apply(own, At);
        switch (fact)
        {
            case ItemCreated created: log.Add($"create {created.Item} {created.Node} in {created.Parent}{(created.Required ? " required" : "")}"); break;
            case ItemTransitioned moved: log.Add($"{moved.Item} {moved.Transition}"); break;
            case CaseTransitioned moved: log.Add($"case {moved.Transition}"); break;
            case CaseFileTransitioned moved: log.Add($"file {moved.FileItem} {moved.Transition}"); break;
            case TimerSet timer: log.Add($"{timer.Item} due {timer.Due:yyyy-MM-dd HH:mm}"); break;
            case IncidentRaised incident:
                looped |= incident.Message.Contains("steps for one input", StringComparison.Ordinal);
                log.Add($"{incident.Item} incident");
                break;
        }
    }

    public MessageVerdict Judge(string channel, string purpose, LegalBasis basis) => new(true, null, null);

    public void Publish(string eventType, Value payload) => throw new InvalidOperationException("Nothing here publishes.");
}
