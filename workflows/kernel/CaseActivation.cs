using JourneyOrchestrator.Workflows.Expressions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>What expressions of a case see, from the place of one item: <c>signal, customer, case, vars, now, item</c>, and <c>input</c> for JavaScript. Built when asked for.</summary>
internal sealed class CaseActivation(CaseState state, ICaseHost host) : IActivation
{
    /// <summary>The inputs of a workflow used as an activity, kept with its variables; no expression can name it.</summary>
    internal const string WorkflowInputs = "$inputs";

    private ValueMap transients = ValueMap.Empty;
    private PlanItem place = null!;
    private CelFrame? frame;

    /// <summary>Ready for expressions, seen from the place of an item.</summary>
    public CaseActivation At(PlanItem item)
    {
        place = item;
        return this;
    }

    /// <summary>What an expression gives, seen from the place of an item.</summary>
    public Value Evaluate(CelExpression cel, PlanItem item, ref long spent)
    {
        At(item);
        return cel.Evaluate(frame ??= new CelFrame(this), ref spent);
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
            "input" => Value.OfMap(InputsSeenFrom(place)),
            "item" => Value.OfMap(new ValueMap.Builder().Add("id", Value.Of(place.Node[PrefixSeenFrom(place).Length..])).Add("name", Value.Of(place.Name)).Add("number", Value.Of(place.Number)).Build()),
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

    /// <summary>The workflow used as an activity that an item is in; null: the journey itself.</summary>
    private PlanItem? WorkflowAround(PlanItem item)
    {
        for (var around = state.Item(item.Parent); around is not null; around = state.Item(around.Parent))
            if (IsWorkflow(around)) return around;
        return null;
    }

    /// <summary>Inputs of the workflow that an item is in, else of the case.</summary>
    public ValueMap InputsSeenFrom(PlanItem item) => WorkflowAround(item)?.Variable(WorkflowInputs) is { Kind: ValueKind.Map } inputs ? inputs.AsMap() : state.Inputs;

    /// <summary>What ids of items begin with where an item is; expressions do without it.</summary>
    private string PrefixSeenFrom(PlanItem item) => WorkflowAround(item) is { } workflow ? workflow.Node + ":" : "";

    /// <summary>The innermost scope that is seen: what is said about a workflow used as an activity is said from around it.</summary>
    private PlanItem? Scope => IsWorkflow(place) ? state.Item(place.Parent) : place;

    private static bool IsWorkflow(PlanItem item) => item.HasVariables && item.TryGetVariable(WorkflowInputs, out _);

    private bool TryGetVariable(string name, out Value value)
    {
        value = default;
        for (var item = Scope; item is not null; item = state.Item(item.Parent))
            if (item.TryGetVariable(name, out value)) return true;
        return transients.TryGetValue(name, out value);
    }

    /// <summary>The variables of all scopes around the item, the nearest of a name.</summary>
    private Value Variables()
    {
        ValueMap? only = null;
        ValueMap? merged = null;
        for (var item = Scope; item is not null; item = state.Item(item.Parent))
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
        "items" => Items(),
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

    /// <summary>By node id, those of the workflow that the place is in; of several instances the newest.</summary>
    private Value Items()
    {
        var newest = new Dictionary<string, PlanItem>(StringComparer.Ordinal);
        var prefix = PrefixSeenFrom(place);
        foreach (var item in state.Items.Values)
            if (item.Node.StartsWith(prefix, StringComparison.Ordinal)) newest[item.Node[prefix.Length..]] = item;
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
