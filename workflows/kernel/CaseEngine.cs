using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Runs one case to rest for one stimulus, raising facts through its host (CMMN 1.1 chapter 8, Elsa's flowchart rules).</summary>
public static class CaseEngine
{
    /// <summary>Steps that one stimulus may take before the case gets an incident: an endless loop ends here.</summary>
    public const int StepsMax = 10_000;

    /// <summary>So much cost of expressions (docs/expressions.md) counts as one step.</summary>
    public const int CostOfStep = 100;

    /// <summary>Cases that one activity may call at once.</summary>
    public const int BulkMax = 50;

    /// <summary>Hands a stimulus to a case. The host applies each fact to <paramref name="state"/> as it is raised.</summary>
    public static CaseAnswer Run(JourneyPlan plan, CaseState state, ICaseHost host, Stimulus stimulus)
    {
        var run = new CaseRun(plan, state, host);
        if (stimulus is Stimulus.Act { Actor: { } actor } act && run.Lacks(act, actor) is { IsDefault: false } needed) return new CaseAnswer(false, Actor.Lacks(needed)) { Needs = needed };
        string? refusal = null;
        var heard = true;
        switch (stimulus)
        {
            case Stimulus.Start start: run.Begin(start); break;
            case Stimulus.Signal signal: heard = state.Status == CaseStatus.Active && run.Signal(signal.EventType); break;
            case Stimulus.TimerDue timer: heard = run.TimerDue(timer.Item); break;
            case Stimulus.AssignTask request: refusal = run.Assign(request); break;
            case Stimulus.CompleteTask request: refusal = run.CompleteTask(request); break;
            case Stimulus.ActOnItem request: refusal = run.Act(request); break;
            case Stimulus.Retry request: refusal = run.Retry(request); break;
            case Stimulus.Skip request: refusal = run.Skip(request); break;
            case Stimulus.Repeat request: refusal = run.RepeatByHand(request); break;
            case Stimulus.Move request: refusal = run.MoveTo(request); break;
            case Stimulus.ActOnCase request: refusal = run.Act(request); break;
            case Stimulus.AssignRole request: refusal = run.AssignRole(request); break;
            case Stimulus.CalledCaseEnded ended: heard = run.CalledCaseEnded(ended); break;
            case Stimulus.WorkflowCalled called: refusal = run.WorkflowCalled(called); break;
            case Stimulus.SetVariables request: refusal = run.SetVariables(request); break;
            case Stimulus.ResumeItem request: refusal = run.ResumeItem(request); break;
            case Stimulus.Plan request: refusal = run.Plan(request); break;
            case Stimulus.WriteFile request: refusal = run.WriteFile(request); break;
            default: throw new InvalidOperationException($"Unknown stimulus {stimulus.GetType()}.");
        }
        if (refusal is not null) return new CaseAnswer(false, refusal);
        run.Settle();
        return new CaseAnswer(heard, null);
    }

    /// <summary>May it be asked for? Default: yes; else the roles of which one is needed. Changes nothing.</summary>
    public static ImmutableArray<string> Lacks(JourneyPlan plan, CaseState state, ICaseHost host, Stimulus.Act act) =>
        act.Actor is { } actor ? new CaseRun(plan, state, host).Lacks(act, actor) : default;
}
