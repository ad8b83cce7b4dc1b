using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Tasks and stages: they start, complete and can be ended (CMMN 1.1, 8.4.2).</summary>
public abstract class WorkBuilder<T> : ItemBuilder<T> where T : WorkBuilder<T>
{
    private protected WorkBuilder(string type, string id) : base(type, id)
    {
    }

    public OnPart Enabled => On(ItemTransition.Enable);

    public OnPart Started => On(ItemTransition.Start);

    public OnPart Completed => On(ItemTransition.Complete);

    public OnPart Faulted => On(ItemTransition.Fault);

    public OnPart Exited => On(ItemTransition.Exit);

    /// <summary>It was ended by this exit criterion of its own.</summary>
    public OnPart ExitedBy(string criterion) => new(Id, ItemTransition.Exit, criterion);

    /// <summary>It is ended when all of these have occurred and the condition (CEL), if any, holds.</summary>
    /// <param name="ends">Which of its instances are ended.</param>
    /// <param name="forgetful">On-parts are remembered within one input only.</param>
    public T ExitOn(IReadOnlyCollection<OnPart> parts, string? condition = null, string? id = null, ExitScope ends = ExitScope.All, bool forgetful = false)
    {
        var criterion = Criterion("exitCriteria", parts, condition, id);
        if (ends != ExitScope.All) criterion["ends"] = FactNames.Names<ExitScope>.Of(ends);
        if (forgetful) criterion["forgetful"] = true;
        return Self;
    }

    public T ExitOn(OnPart part, string? condition = null, string? id = null, ExitScope ends = ExitScope.All, bool forgetful = false) => ExitOn([part], condition, id, ends, forgetful);

    public T ExitIf(string condition, string? id = null) => ExitOn([], condition, id);

    /// <summary>A person starts it.</summary>
    public T ManuallyActivated(string? condition = null)
    {
        Control("manualActivation", condition);
        return Self;
    }

    /// <summary>It does not come with its stage: a person plans it.</summary>
    /// <param name="when">It can be planned while this (CEL) holds; null: always.</param>
    /// <param name="table">A planning table of its stage that it stands in.</param>
    /// <param name="by">Who may plan it, one of them; null: whoever may act on the case.</param>
    /// <param name="during">Tasks beside it: it can be planned while one of them is open; null: while the stage is active.</param>
    /// <param name="rule">Id of the rule that <paramref name="when"/> is; null: it gets one.</param>
    public T Discretionary(string? when = null, PlanningTableBuilder? table = null, IReadOnlyCollection<RoleBuilder>? by = null, IReadOnlyCollection<HumanTaskBuilder>? during = null, string? rule = null)
    {
        Plannable(when, rule, table, by ?? [], during ?? []);
        return Self;
    }

    /// <summary>Stages beside it rest while it runs, and go on after it.</summary>
    public T Interrupting(params IReadOnlyCollection<StageBuilder> stages) => With(json => json["interrupts"] = new JsonArray([.. stages.Select(s => (JsonNode)s.Id)]));
}

/// <summary>An activity without a builder of its own.</summary>
public sealed class ActivityBuilder : WorkBuilder<ActivityBuilder>
{
    internal ActivityBuilder(string type, string id) : base(type, id)
    {
    }

    /// <summary>Sets an input or a plain member.</summary>
    public new ActivityBuilder With(string member, Input input) => base.With(member, input);

    /// <summary>Keeps an output in a variable, by its id.</summary>
    public ActivityBuilder Kept(string output, string variable) => With(json => json[output] = Outputs.To(variable));
}

/// <summary>Runs another journey as a case of the same customer.</summary>
public sealed class CaseTaskBuilder : WorkBuilder<CaseTaskBuilder>
{
    internal CaseTaskBuilder(string id, Input journey) : base("Journey.CaseTask", id) => Set("caseRef", journey);

    public CaseTaskBuilder WithKey(Input key) => With("businessKey", key);

    public CaseTaskBuilder NotBlocking() => With(json => json["isBlocking"] = false);

    /// <summary>A variable that the called case begins with.</summary>
    public CaseTaskBuilder In(string target, Input source) => Mapped("in", target, source);

    /// <summary>A variable that comes back when it is complete.</summary>
    public CaseTaskBuilder Out(string target, Input source) => Mapped("out", target, source);

    private CaseTaskBuilder Mapped(string member, string target, Input source)
    {
        var mapping = new JsonObject { ["source"] = source.Json, ["target"] = target };
        Json.Append(member, mapping);
        return this;
    }
}

internal static class Outputs
{
    public static JsonObject To(string variable) => new() { ["memoryReference"] = new JsonObject { ["id"] = variable } };
}
