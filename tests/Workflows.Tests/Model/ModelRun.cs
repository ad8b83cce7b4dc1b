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
        run.naive.Start([("x", random.X), ("y", random.Y), ("z", 0)]);
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
        var accepted = naive.Ask(request.Verb, item, request.Name, request.Value);
        var stimulus = Of(request, item?.Ordinal, item?.Node);
        var answer = stimulus is null ? null : (CaseAnswer?)CaseEngine.Run(plan, state, this, stimulus);
        var possible = answer is { Refusal: null, Heard: true };
        var what = $"{request}{(item is null ? "" : $" = {item.Node.Id} ({item.Ordinal})")}";
        return possible == accepted ? Compare(what) : $"{what}: the kernel says {answer?.Refusal ?? (possible ? "yes" : "no")}, the naive reading says {(accepted ? "yes" : "no")}";
    }

    private NaiveItem? Chosen(RandomRequest request)
    {
        if (request.Verb is RandomVerb.Set or RandomVerb.Signal or >= RandomVerb.SuspendCase) return null;
        var suiting = naive.Items.Skip(1).Where(i => NaiveCase.Suits(request.Verb, i)).ToList();
        if (suiting.Count == 0 || request.Pick % 7 == 0) suiting = [.. naive.Items.Skip(1)];
        return suiting.Count == 0 ? null : suiting[request.Pick % suiting.Count];
    }

    public static Stimulus? Of(RandomRequest request, int? item, PlanNode? node) => request.Verb switch
    {
        RandomVerb.Set => new Stimulus.SetVariables(1, ValueMap.Empty.With(request.Name, Value.Of(request.Value))),
        RandomVerb.Signal => new Stimulus.Signal("signal"),
        RandomVerb.SuspendCase => new Stimulus.ActOnCase(CaseTransition.Suspend, CaseKit.ByPerson),
        RandomVerb.ReactivateCase => new Stimulus.ActOnCase(CaseTransition.Reactivate, CaseKit.ByPerson),
        RandomVerb.CompleteCase => new Stimulus.ActOnCase(CaseTransition.Complete, CaseKit.ByPerson),
        RandomVerb.TerminateCase => new Stimulus.ActOnCase(CaseTransition.Terminate, CaseKit.ByPerson),
        RandomVerb.CloseCase => new Stimulus.ActOnCase(CaseTransition.Close, CaseKit.ByPerson),
        _ => item is { } ordinal ? OfItem(request.Verb, ordinal, node!) : null,
    };

    private static Stimulus OfItem(RandomVerb verb, int item, PlanNode node) => verb switch
    {
        RandomVerb.Complete when node is HumanTaskNode => new Stimulus.CompleteTask(item, "Done", Value.Null, CaseKit.ByPerson),
        RandomVerb.Retry => new Stimulus.Retry(item, CaseKit.ByPerson),
        RandomVerb.Skip => new Stimulus.Skip(item, CaseKit.ByPerson),
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
