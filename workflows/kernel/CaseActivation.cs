using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What expressions of a case see, from the place of one item: <c>signal, customer, case, vars, now, item</c>, and <c>input</c> for JavaScript. Built when asked for.</summary>
internal sealed class CaseActivation(CaseState state, ICaseHost host) : IActivation
{
    private ValueMap transients = ValueMap.Empty;
    private PlanItem place = null!;
    private bool withItems;

    /// <summary>Ready for one expression, seen from the place of an item.</summary>
    public CaseActivation At(PlanItem item, CelExpression cel)
    {
        (place, withItems) = (item, cel.ReadsItems);
        return this;
    }

    /// <summary>A variable that expressions see until this input has been handled, and that is not part of the state.</summary>
    public void SetTransient(string name, in Value value) => transients = transients.With(name, value);

    public bool TryResolve(string name, out Value value)
    {
        value = name switch
        {
            "vars" => Variables(),
            "signal" => host.Signal,
            "customer" => host.Customer,
            "now" => Value.OfTimestamp(host.At),
            "case" => CaseValue(),
            "input" => Value.OfMap(state.Inputs),
            "item" => Value.OfMap(new ValueMap.Builder().Add("id", Value.Of(place.Node)).Add("name", Value.Of(place.Name)).Add("number", Value.Of(place.Number)).Build()),
            _ => default,
        };
        return name is "vars" or "signal" or "customer" or "now" or "case" or "input" or "item";
    }

    public bool TryResolve(string name, string member, out Value value)
    {
        value = default;
        if (name == "vars") return TryGetVariable(member, out value);
        if (name != "case" || !CaseMembers.Contains(member)) return false;
        value = CaseMember(member);
        return true;
    }

    private bool TryGetVariable(string name, out Value value)
    {
        value = default;
        for (var item = place; item is not null; item = state.Item(item.Parent))
            if (item.TryGetVariable(name, out value)) return true;
        return transients.TryGetValue(name, out value);
    }

    /// <summary>The variables of all scopes around the item, the nearest of a name.</summary>
    private Value Variables()
    {
        ValueMap? only = null;
        ValueMap? merged = null;
        for (var item = place; item is not null; item = state.Item(item.Parent))
        {
            if (!item.HasVariables) continue;
            if (only is null) only = item.Variables;
            else merged = Merge(merged ?? only, item.Variables);
        }
        if (transients.Count > 0) merged = Merge(merged ?? only ?? ValueMap.Empty, transients);
        return Value.OfMap(merged ?? only ?? ValueMap.Empty);
    }

    private static ValueMap Merge(ValueMap near, ValueMap far)
    {
        var builder = new ValueMap.Builder(near.Count + far.Count);
        foreach (var (name, value) in near) builder.Add(name, value);
        foreach (var (name, value) in far)
            if (!near.TryGetValue(name, out _)) builder.Add(name, value);
        return builder.Build();
    }

    private static readonly string[] CaseMembers = ["correlationId", "id", "items", "journey", "key", "messages", "name", "outputs", "roles", "startedAt", "status", "version"];

    private Value CaseValue()
    {
        var members = new ValueMap.Builder(CaseMembers.Length);
        foreach (var member in CaseMembers) members.Add(member, CaseMember(member));
        return Value.OfMap(members.Build());
    }

    private Value CaseMember(string member) => member switch
    {
        "correlationId" => Value.Of(state.CorrelationId),
        "id" => Value.Of(state.Id.ToString()),
        "items" => withItems ? Items() : Value.Null,
        "journey" => Value.Of(state.Journey),
        "key" => Value.Of(state.Key),
        "messages" => Value.Of(state.Messages),
        "name" => Value.Of(state.Name),
        "outputs" => Value.OfMap(state.Outputs),
        "roles" => Roles(),
        "startedAt" => Value.OfTimestamp(state.StartedAt),
        "status" => Value.Of(FactNames.Of(state.Status)),
        "version" => Value.Of(state.Version),
        _ => throw new InvalidOperationException($"A case has no member '{member}'."),
    };

    /// <summary>Who has which role, by role.</summary>
    private Value Roles()
    {
        var holders = new ValueMap.Builder(state.Roles.Length);
        foreach (var holder in state.Roles) holders.Add(holder.Role, Value.Of(holder.Who));
        return Value.OfMap(holders.Build());
    }

    /// <summary>By node id; of several instances the newest.</summary>
    private Value Items()
    {
        var newest = new Dictionary<string, PlanItem>(StringComparer.Ordinal);
        foreach (var item in state.Items.Values) newest[item.Node] = item;
        var builder = new ValueMap.Builder(newest.Count);
        foreach (var (node, item) in newest)
        {
            var members = new ValueMap.Builder(3).Add("endedAt", item.EndedAt is { } ended ? Value.OfTimestamp(ended) : Value.Null);
            if (item.MachineState is { } machine) members.Add("machineState", Value.Of(machine));
            builder.Add(node, Value.OfMap(members.Add("state", Value.Of(FactNames.Of(item.State))).Build()));
        }
        return Value.OfMap(builder.Build());
    }
}
