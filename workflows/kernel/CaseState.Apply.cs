using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

public sealed partial class CaseState
{
    /// <summary>The state right after a case was started at <paramref name="at"/>.</summary>
    public static CaseState Create(CaseStarted fact, DateTimeOffset at) => new()
    {
        Id = fact.Case, Journey = fact.Journey, Version = fact.JourneyVersion, Key = fact.Key, Caller = fact.Caller, StartedAt = at, Status = CaseStatus.Active,
    };

    /// <summary>Folds one fact of this case, recorded at <paramref name="at"/>. Reads nothing but the fact and the state.</summary>
    public void Apply(CaseFact fact, DateTimeOffset at)
    {
        switch (fact)
        {
            case ItemCreated created: Apply(created); break;
            case ItemTransitioned moved: Apply(moved, at); break;
            case VariableSet set: Set(set.Item, set.Name, set.Value); break;
            case VariablesSet several: SetAll(several); break;
            case OnPartOccurred part when Item(part.Item) is { } item: item.OnParts = item.OnParts.Add((part.Sentry, part.Part)); break;
            case SentryFired fired when Item(fired.Item) is { } item: Apply(fired, item); break;
            case OnPartsForgotten forgotten when Item(forgotten.Item) is { } item: Forget(item, forgotten.Sentry); break;
            case TimerSet timer when Item(timer.Item) is { } item: item.Due = timer.Due; break;
            case TimerEnded timer when Item(timer.Item) is { } item:
                item.Due = null;
                item.Overdue = timer.Fired && item.State == ItemState.Suspended;
                break;
            case ActivityVisited visited when Item(visited.Item) is { } item: Apply(visited, item.Flow ??= new FlowCounts()); break;
            case ConnectionVisited visited when Item(visited.Item) is { } item: Apply(visited, item.Flow ??= new FlowCounts()); break;
            case TokenMoved moved when Item(moved.Item) is { } item: (item.Tokens ??= new FlowTokens()).Apply(moved.Connection, moved.Move); break;
            case StateEntered entered when Item(entered.Item) is { } item: item.MachineState = entered.State; break;
            default: ApplyRest(fact, at); break;
        }
    }

    private void ApplyRest(CaseFact fact, DateTimeOffset at)
    {
        switch (fact)
        {
            case CaseTransitioned moved: Apply(moved, at); break;
            case CaseCalled called when Item(called.Item) is { } item: item.Called = true; break;
            case CaseLabelled { What: "name" } label: Name = label.Value; break;
            case CaseLabelled label: CorrelationId = label.Value; break;
            case TaskOffered offered when Item(offered.Item) is { } item:
                item.Task = new TaskState(offered.Role, offered.Title, offered.Due, offered.Outcomes, "open", null) { Marks = offered.Priority == 0 ? null : new TaskMarks(offered.Priority) };
                break;
            case TaskAssigned assigned when Item(assigned.Item) is { Task: { } task } item:
                item.Task = task with { Assignee = assigned.Assignee, Status = assigned.Assignee is null ? "open" : "claimed" };
                break;
            case TaskCompleted done when Item(done.Item) is { Task: { } task } item: item.Task = task with { Status = "done" }; break;
            case TaskEscalated escalated when Item(escalated.Item) is { Task: { } task } item: item.Task = task.Escalated(escalated, at); break;
            case TaskSigned signed when Item(signed.Item) is { Task: { } task } item: item.Task = task.Signed(signed); break;
            case RoleAssigned assigned: Apply(assigned); break;
            case RoleWithdrawn withdrawn: Apply(withdrawn); break;
            case IncidentRaised raised:
                LastIncident = raised.Incident;
                Incidents = Incidents.Add(new IncidentState(raised.Incident, raised.Item, raised.Message, at));
                break;
            case IncidentResolved resolved: Apply(resolved); break;
            case MessageQueued message:
                LastEffect = message.Effect;
                Messages++;
                break;
            case WebhookQueued webhook: LastEffect = webhook.Effect; break;
            case CustomerSignalled signalled: LastEffect = signalled.Effect; break;
            case TopicFollowed followed: Topics = Topics.Add(followed.Topic); break;
            case TopicUnfollowed left: Topics = Topics.Remove(left.Topic); break;
            case OutputSet set: Outputs = Outputs.With(set.Name, set.Value); break;
            case CaseFileTransitioned moved: File = (File ?? CaseFileState.Empty).After(moved); break;
            case GoalJudged judged: Goal = new GoalState(judged.Goal, judged.Reached, judged.Missed); break;
            default: ApplyMigration(fact); break;
        }
    }

    private void Apply(ItemCreated fact)
    {
        LastItem = Math.Max(LastItem, fact.Item);
        items.Add(new PlanItem
        {
            Ordinal = fact.Item, Names = fact.Names, Parent = fact.Parent, Required = fact.Required, Mark = fact.Mark,
            State = fact.Started ? ItemState.Active : ItemState.Available,
        });
    }

    private static void Apply(SentryFired fact, PlanItem item)
    {
        Forget(item, fact.Sentry);
        item.Entered = true;
        if (item.Parent == 0) item.OnParts = item.OnParts.Add((fact.Sentry, PlanItem.ConditionPart)); // outlives the end of the case
    }

    // By itself: a lambda among the cases above would cost each fact an object.
    private static void Forget(PlanItem item, string sentry)
    {
        if (!item.OnParts.IsEmpty) item.OnParts = item.OnParts.RemoveAll(p => p.Sentry == sentry);
    }

    private void Apply(IncidentResolved fact) => Incidents = Incidents.RemoveAll(i => i.Ordinal == fact.Incident);

    private void Apply(ItemTransitioned fact, DateTimeOffset at)
    {
        if (Item(fact.Item) is not { } item) return;
        var next = Lifecycle.After(fact.Transition, item.Before);
        if (next == ItemState.Suspended)
        {
            item.Before = item.State;
            item.SuspendedBy = fact.Rule.Kind switch { RuleKind.Interrupt => Suspender.Interruption, RuleKind.Cascade => Suspender.Container, _ => Suspender.Person };
        }
        item.State = next;
        if (!item.Ended) return;
        item.EndedAt = at;
        if (item.Ordinal != 1) item.Variables = ValueMap.Empty; // the case keeps its own, for whoever reads it later
        if (!item.OnParts.IsEmpty) item.OnParts = item.Parent == 0 ? item.OnParts.RemoveAll(static part => part.Part != PlanItem.ConditionPart) : [];
        item.Clear();
        Forget(item);
    }

    /// <summary>Of a node that ran again in the same container only the newest ended instance is kept, and nothing below an ended instance that was replaced.</summary>
    private void Forget(PlanItem ended)
    {
        foreach (var item in items.Of(ended.Node, ended.Parent))
            if (item.Ordinal < ended.Ordinal && item.Ended) Remove(item);
    }

    private void Remove(PlanItem item)
    {
        foreach (var child in items.ChildrenOf(item.Ordinal)) Remove(child);
        items.Remove(item);
    }

    private void Apply(CaseTransitioned fact, DateTimeOffset at)
    {
        Status = fact.Transition switch
        {
            CaseTransition.Create or CaseTransition.Reactivate => CaseStatus.Active,
            CaseTransition.Complete => CaseStatus.Completed,
            CaseTransition.Terminate => CaseStatus.Terminated,
            CaseTransition.Fault => CaseStatus.Failed,
            CaseTransition.Suspend => CaseStatus.Suspended,
            CaseTransition.Close => CaseStatus.Closed,
            _ => throw new InvalidOperationException($"Unknown transition {fact.Transition}."),
        };
        EndedAt = Running ? null : EndedAt ?? at;
    }

    private static void Apply(ActivityVisited fact, FlowCounts flow) =>
        flow.SetActivity(fact.Activity, flow.ActivityVisits(fact.Activity) + 1);

    private static void Apply(ConnectionVisited fact, FlowCounts flow) =>
        flow.SetConnection(fact.Connection, flow.ConnectionVisits(fact.Connection) + 1, fact.Followed);

    private void Set(int ordinal, string name, in Value value)
    {
        Item(ordinal)?.SetVariable(name, value);
    }

    private void SetAll(VariablesSet fact)
    {
        if (fact.Values.Kind != ValueKind.Map) return; // its key was destroyed: nothing is left to set
        if (fact.Item == 0) Inputs = fact.Values.AsMap();
        else if (Item(fact.Item) is { } item)
        {
            if (!item.HasVariables) item.Variables = fact.Values.AsMap();
            else foreach (var (name, value) in fact.Values.AsMap()) item.SetVariable(name.AsString(), value);
        }
    }
}
