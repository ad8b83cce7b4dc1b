using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Something that occurs: a signal, a time, or a person who says so. Others do not wait for it.</summary>
public sealed class ListenerBuilder : ItemBuilder<ListenerBuilder>
{
    internal ListenerBuilder(string type, string id) : base(type, id)
    {
    }

    public OnPart Occurred => On(ItemTransition.Occur);

    internal ListenerBuilder Given(string member, Input input) => With(member, input);
}

/// <summary>Waits for a signal of a type.</summary>
public sealed class EventBuilder : ItemBuilder<EventBuilder>
{
    internal EventBuilder(string id, string eventName) : base("Elsa.Event", id) => Set("eventName", eventName);

    public OnPart Occurred => On(ItemTransition.Occur);

    /// <summary>Its signal starts a case.</summary>
    public EventBuilder StartsJourney() => With(json => json["customProperties"] = new JsonObject { ["canStartWorkflow"] = true });

    /// <summary>Only signals for which this (CEL) is true are heard.</summary>
    public EventBuilder Where(string condition) => With(json => json["condition"] = condition);

    /// <summary>Keeps the data of the signal in a variable, by its id.</summary>
    public EventBuilder Kept(string variable) => With(json => json["result"] = Outputs.To(variable));
}

/// <summary>Something reached.</summary>
public sealed class MilestoneBuilder : ItemBuilder<MilestoneBuilder>
{
    internal MilestoneBuilder(string id) : base("Journey.Milestone", id)
    {
    }

    public OnPart Occurred => On(ItemTransition.Occur);
}
