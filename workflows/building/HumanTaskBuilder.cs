using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Work for a person.</summary>
public sealed class HumanTaskBuilder : WorkBuilder<HumanTaskBuilder>
{
    internal HumanTaskBuilder(string id, Input role, Input title) : base("Journey.HumanTask", id)
    {
        Set("role", role);
        Set("title", title);
    }

    /// <summary>A time, or a duration from its start.</summary>
    public HumanTaskBuilder Due(Input due) => With("due", due);

    public HumanTaskBuilder AssignedTo(Input person) => With("assignee", person);

    public HumanTaskBuilder WithOutcomes(params IReadOnlyCollection<string> outcomes) => With(json => json["outcomes"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]));

    /// <summary>It is done as soon as it is offered.</summary>
    public HumanTaskBuilder NotBlocking() => With(json => json["isBlocking"] = false);

    /// <summary>Keeps what the person sent in a variable, by its id.</summary>
    public HumanTaskBuilder Kept(string variable) => With(json => json["result"] = Outputs.To(variable));

    /// <summary>The higher, the more urgent.</summary>
    public HumanTaskBuilder WithPriority(int priority) => With(json => json["priority"] = priority);

    /// <summary>What happens, after the steps before, when nobody does it.</summary>
    /// <param name="after">How long after it fell due, or was offered, or after the step before; null: when it falls due.</param>
    /// <param name="role">To whom it goes.</param>
    /// <param name="assignee">Who has it then.</param>
    /// <param name="starts">A task or stage beside it that starts then.</param>
    public HumanTaskBuilder Escalating(Input? after = null, Input? role = null, Input? assignee = null, int? priority = null, ItemBuilder? starts = null)
    {
        var step = new JsonObject();
        if (after is { } span) step["after"] = span.Json;
        if (role is { } to) step["role"] = to.Json;
        if (assignee is { } person) step["assignee"] = person.Json;
        if (priority is { } urgency) step["priority"] = urgency;
        if (starts is not null) step["start"] = starts.Id;
        Json.Append("escalation", step);
        return this;
    }

    /// <summary>Who completes it is somebody else than who completed any of these last.</summary>
    public HumanTaskBuilder NotBySameAs(params IReadOnlyCollection<HumanTaskBuilder> tasks) => Eyes("differsFrom", new JsonArray([.. tasks.Select(t => (JsonNode)t.Id)]));

    /// <summary>So many different persons complete it, with the same outcome.</summary>
    public HumanTaskBuilder ByPersons(int count) => Eyes("completions", count);

    private HumanTaskBuilder Eyes(string member, JsonNode value)
    {
        Json.Object("fourEyes")[member] = value;
        return this;
    }
}
