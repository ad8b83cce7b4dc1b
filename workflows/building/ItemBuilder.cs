using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>An item of a stage. What it is given is written down as docs/journey-format.md has it, and checked when the journey is built.</summary>
public abstract class ItemBuilder
{
    private protected ItemBuilder(string type, string id)
    {
        Id = id;
        Json = new JsonObject { ["type"] = type, ["id"] = id };
    }

    public string Id { get; }

    internal JsonObject Json { get; }

    public OnPart Created => On(ItemTransition.Create);

    private protected OnPart On(ItemTransition transition) => new(Id, transition);

    private protected void Set(string member, Input input)
    {
        if (input.Json is { } json) Json[member] = json;
    }

    /// <param name="name"><c>required</c>, <c>repetition</c> or <c>manualActivation</c>.</param>
    /// <param name="condition">CEL; null: always.</param>
    private protected void Control(string name, string? condition) => Json.Object("itemControl")[name] = condition is null ? true : condition;

    private protected void Plannable(string? when, string? rule, PlanningTableBuilder? table, IReadOnlyCollection<RoleBuilder> roles, IReadOnlyCollection<HumanTaskBuilder> during)
    {
        var how = new JsonObject();
        if (when is not null) how["applicability"] = rule is null ? when : new JsonArray(new JsonObject { ["id"] = rule, ["condition"] = when });
        if (roles.Count > 0) how["roles"] = RoleBuilder.Ids(roles);
        if (table is not null) how["table"] = table.Id;
        if (during.Count > 0) how["humanTasks"] = new JsonArray([.. during.Select(t => (JsonNode)t.Id)]);
        Json.Object("itemControl")["discretionary"] = how.Count == 0 ? true : how;
    }

    private protected JsonObject Criterion(string member, IReadOnlyCollection<OnPart> parts, string? condition, string? id)
    {
        var criterion = new JsonObject();
        if (id is not null) criterion["id"] = id;
        if (parts.Count > 0) criterion["onParts"] = new JsonArray([.. parts.Select(p => (JsonNode)p.Json)]);
        if (condition is not null) criterion["ifPart"] = condition;
        Json.Append(member, criterion);
        return criterion;
    }
}

/// <summary>What every item can be given. One satisfied criterion is enough; within one all on-parts must have occurred and the condition must hold.</summary>
public abstract class ItemBuilder<T> : ItemBuilder where T : ItemBuilder<T>
{
    private protected ItemBuilder(string type, string id) : base(type, id)
    {
    }

    private protected T Self => (T)this;

    /// <summary>What people see; without it the id.</summary>
    public T Named(string name) => With(json => json["name"] = name);

    /// <summary>What it is for, for people.</summary>
    public T Described(string text) => With(json => json["description"] = text);

    /// <summary>Id of the CMMN definition that it is a use of.</summary>
    public T DefinedAs(string definition) => With(json => json["definition"] = definition);

    /// <summary>It enters when all of these have occurred and the condition (CEL), if any, holds.</summary>
    /// <param name="id">Of the criterion, as explanations name it.</param>
    public T EnterOn(IReadOnlyCollection<OnPart> parts, string? condition = null, string? id = null)
    {
        Criterion("entryCriteria", parts, condition, id);
        return Self;
    }

    public T EnterOn(OnPart part, string? condition = null, string? id = null) => EnterOn([part], condition, id);

    /// <summary>It enters when a condition (CEL) holds.</summary>
    public T EnterIf(string condition, string? id = null) => EnterOn([], condition, id);

    /// <summary>Its stage is not complete without it.</summary>
    public T Required(string? condition = null)
    {
        Control("required", condition);
        return Self;
    }

    public T Repeated(string? condition = null)
    {
        Control("repetition", condition);
        return Self;
    }

    /// <summary>Only these roles may do this to it.</summary>
    /// <param name="operation">As docs/journey-format.md names it, such as <c>complete</c>, <c>claim</c> or <c>skip</c>; <c>*</c>: whatever is not named.</param>
    public T Allowing(string operation, params IReadOnlyCollection<RoleBuilder> roles)
    {
        RoleBuilder.Allow(Json, operation, roles);
        return Self;
    }

    private protected T With(Action<JsonObject> change)
    {
        change(Json);
        return Self;
    }

    private protected T With(string member, Input input)
    {
        Set(member, input);
        return Self;
    }
}
