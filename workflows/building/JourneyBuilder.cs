using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>A journey written in C#. It becomes the same JSON that designers write, and goes through the same checks (docs/journey-format.md, In C#).</summary>
public sealed class JourneyBuilder
{
    private readonly JsonObject json;
    private readonly JsonObject properties = [];

    /// <param name="id">Id of the journey.</param>
    /// <param name="root">Id of the stage that is its case plan model.</param>
    public JourneyBuilder(string id, string name, string root = "plan")
    {
        Root = new StageBuilder(root);
        json = new JsonObject { ["definitionId"] = id, ["name"] = name, ["customProperties"] = new JsonObject { ["journey"] = properties }, ["root"] = Root.Json };
    }

    /// <summary>The case plan model.</summary>
    public StageBuilder Root { get; }

    /// <summary>Which booking or order a signal is about (CEL over <c>signal</c>).</summary>
    public JourneyBuilder KeyedBy(string key) => Own("key", key);

    /// <summary>What a start means while a case runs.</summary>
    public JourneyBuilder Entering(EntryPolicy policy) => Own("entryPolicy", FactNames.Names<EntryPolicy>.Of(policy));

    /// <summary>IANA time zone of local times.</summary>
    public JourneyBuilder In(string timeZone) => Own("timeZone", timeZone);

    /// <summary>Whose choices count where CMMN leaves some.</summary>
    public JourneyBuilder InDialect(PlanDialect dialect) => Own("dialect", FactNames.Names<PlanDialect>.Of(dialect));

    /// <summary>As in CMMN: what a case is started with are its variables, and none needs to be declared.</summary>
    public JourneyBuilder WithOpenVariables() => Own("inputsAreVariables", true);

    /// <summary>What fails waits for a person; the rest goes on.</summary>
    public JourneyBuilder ContinuingWithIncidents()
    {
        json["options"] = new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" };
        return this;
    }

    public JourneyBuilder Variable(string id, JsonNode? initial = null) => Add("variables", id, initial);

    public JourneyBuilder Input(string name) => Add("inputs", name, null);

    public JourneyBuilder Output(string name) => Add("outputs", name, null);

    /// <summary>A role of its cases.</summary>
    public RoleBuilder Role(string id)
    {
        var role = new RoleBuilder(id);
        properties.Append("roles", role.Json);
        return role;
    }

    /// <summary>Only these roles may do this to a case.</summary>
    /// <param name="operation">As docs/journey-format.md names it, such as <c>cancel</c> or <c>reopen</c>; <c>*</c>: whatever is not named.</param>
    public JourneyBuilder Allowing(string operation, params IReadOnlyCollection<RoleBuilder> roles)
    {
        RoleBuilder.Allow(properties, operation, roles);
        return this;
    }

    /// <summary>An item at the top of the case file: the variable of its name, which need not be declared.</summary>
    public CaseFileItemBuilder FileItem(string name, Multiplicity multiplicity = Multiplicity.Unspecified)
    {
        var item = new CaseFileItemBuilder(name, name, multiplicity);
        properties.Append("caseFile", item.Json);
        return item;
    }

    /// <summary>What the customer wants, as conditions (CEL) that are looked at when the case ends.</summary>
    public JourneyBuilder Aiming(string name, params IReadOnlyCollection<(string Id, string Name, string Condition)> parts)
    {
        properties["goal"] = new JsonObject
        {
            ["name"] = name, ["parts"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["name"] = p.Name, ["condition"] = p.Condition })]),
        };
        return this;
    }

    /// <summary>The definition as it can be sent to a host, UTF-8.</summary>
    public byte[] ToJson() => ElsaWriter.Bytes(json);

    /// <summary>The plan, and what is wrong with it.</summary>
    public ReadResult Build() => ElsaReader.Read(ToJson());

    private JourneyBuilder Own(string member, JsonNode value)
    {
        properties[member] = value;
        return this;
    }

    private JourneyBuilder Add(string member, string id, JsonNode? initial)
    {
        json.Append(member, Declared(id, initial));
        return this;
    }

    internal static JsonObject Declared(string id, JsonNode? initial) => new() { ["id"] = id, ["name"] = id, ["typeName"] = "Object", ["value"] = initial?.DeepClone() };
}
