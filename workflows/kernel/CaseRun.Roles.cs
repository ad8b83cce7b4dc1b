using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>Who has which role in the case, and what that allows (CMMN 1.1, 5.3.1).</summary>
internal sealed partial class CaseRun
{
    /// <summary>Roles that somebody has from the start. What can't be evaluated, since what it reads is absent, gives the role to nobody.</summary>
    private void AssignRoles(PlanItem root)
    {
        foreach (var role in plan.Roles)
        {
            if (role.Assigned is not { } input || Evaluate(input, root) is not { Kind: ValueKind.String } who || who.AsString().Length == 0) continue;
            Give(role, who.AsString(), new Rule(RuleKind.Condition, role.Id, input is PlanInput.Expression expression ? ReadsOf(expression.Cel, root) : default));
        }
    }

    public string? AssignRole(Stimulus.AssignRole request)
    {
        if (plan.Roles.FirstOrDefault(r => r.Id == request.Role) is not { } role) return $"The journey has no role '{request.Role}'.";
        if (!state.Running) return $"The case is {FactNames.Of(state.Status)}; its roles stay as they are. Reopen it first.";
        var holder = state.Holder(role.Id);
        if (request.Who is { } who)
        {
            if (holder?.Who != who) Give(role, who, request.Rule);
            return null;
        }
        if (holder is null) return $"Nobody has the role '{role.Id}'.";
        Take(holder, request.Rule);
        return null;
    }

    private void Give(RolePlan role, string who, Rule rule)
    {
        if (state.Holder(role.Id) is { } before) Take(before, rule);
        var told = role is { Customer: true, Hears.IsEmpty: false } && who != Owner;
        Raise(new RoleAssigned(Case, role.Id, who, role.Customer, told ? role.Hears : [], told ? state.LastEffect + 1 : 0, told ? Owner : null, rule));
        conditionsMayHaveChanged = true;
    }

    private void Take(RoleHolder holder, Rule rule)
    {
        Raise(new RoleWithdrawn(Case, holder.Role, holder.Who, holder.Hears.IsEmpty ? 0 : state.LastEffect + 1, rule));
        conditionsMayHaveChanged = true;
    }

    private string? Owner => host.Customer is { Kind: ValueKind.Map } customer && customer.AsMap()["id"] is { Kind: ValueKind.String } id ? id.AsString() : null;

    /// <summary>The case ends: other customers' events have nothing more to do here. Whoever reopens it gives those roles again.</summary>
    private void LeaveRoles()
    {
        foreach (var holder in state.Roles)
            if (!holder.Hears.IsEmpty) Take(holder, Rule.Cascade);
    }

    /// <summary>The roles of which the actor would need one; default: the actor may.</summary>
    public ImmutableArray<string> Lacks(Stimulus.Act act, Actor actor)
    {
        if (actor.Roles.IsDefault) return default;
        var needed = actor.IsCustomer && act is Stimulus.AssignRole given ? ForRoleByCustomer(given) : Needed(act);
        if (needed.IsDefault) return default;
        foreach (var role in needed)
            if (Has(actor, role)) return default;
        return needed;
    }

    private bool Has(Actor actor, string role) =>
        actor.Roles.Contains(role) || (actor.Id is not null && state.Holder(role) is { } holder && holder.Customer == actor.IsCustomer && holder.Who == actor.Id);

    private ImmutableArray<string> Needed(Stimulus.Act act) => act switch
    {
        Stimulus.AssignTask task => ForTask(task.Item, task.Operation),
        Stimulus.CompleteTask task => ForTask(task.Item, Operations.Complete),
        Stimulus.ActOnItem item => ForItem(item.Item, NameOf(item.Transition)),
        Stimulus.Retry item => ForItem(item.Item, "retry"),
        Stimulus.Skip item => ForItem(item.Item, "skip"),
        Stimulus.Repeat item => ForItem(item.Item, "repeat"),
        Stimulus.Move move => ForMove(move.Node),
        Stimulus.ActOnCase whole => ForCase(CaseActions.NameOf(whole.Transition, state.Status)),
        Stimulus.AssignRole => ForCase(Operations.AssignRole),
        _ => throw new InvalidOperationException($"Nobody says who may do {act.GetType()}."),
    };

    private static string NameOf(ItemTransition transition) => transition switch
    {
        ItemTransition.ManualStart or ItemTransition.Enable => "start",
        ItemTransition.Occur => Operations.Complete,
        _ => FactNames.Of(transition),
    };

    /// <summary>A customer gives roles only where the journey says so, and never one that would bring other customers' events into the case.</summary>
    private ImmutableArray<string> ForRoleByCustomer(Stimulus.AssignRole request)
    {
        var hears = plan.Roles.FirstOrDefault(r => r.Id == request.Role) is { Hears.IsEmpty: false };
        var named = ForCase(Operations.AssignRole);
        ImmutableArray<string> others = [.. (named.IsDefault ? [.. plan.Roles.Where(r => !r.Customer).Select(r => r.Id)] : named).Where(r => r != RolePlan.Owner)];
        if (!hears && !named.IsDefault) return named;
        return others.IsEmpty ? ["staff"] : others;
    }

    private ImmutableArray<string> ForCase(string operation) => plan.Rights?.For(operation) ?? default;

    /// <summary>Whoever may do the work needs nothing but its role, where the task does not say otherwise.</summary>
    private ImmutableArray<string> ForTask(int ordinal, string operation)
    {
        if (state.Item(ordinal) is not { } item) return default;
        var named = NodeOf(item).Rights?.Named(operation) ?? default;
        return named.IsDefault ? RoleOf(item) : named;
    }

    /// <summary>Of a task that is somebody's work, others may not say that it is done, skipped or ended either.</summary>
    private ImmutableArray<string> ForItem(int ordinal, string operation)
    {
        if (state.Item(ordinal) is not { } item) return default;
        var said = NodeOf(item).Rights?.For(operation) ?? default;
        return said.IsDefault ? RoleOf(item) : said;
    }

    private ImmutableArray<string> RoleOf(PlanItem item)
    {
        if (item.Task is { } task) return [task.Role];
        return NodeOf(item) is HumanTaskNode node && Evaluate(node.Role, item) is { Kind: ValueKind.String } role && role.AsString().Length > 0 ? [role.AsString()] : default;
    }

    /// <summary>What the item says counts, else what the journey says of moving the case.</summary>
    private ImmutableArray<string> ForMove(string node)
    {
        var said = plan.Nodes.GetValueOrDefault(node)?.Rights?.For(Operations.Move) ?? default;
        return said.IsDefault ? ForCase(Operations.Move) : said;
    }
}
