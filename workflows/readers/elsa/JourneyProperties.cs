using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using NodaTime;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>What holds for the whole journey: business key, entry policy, time zone, incident strategy, goal.</summary>
internal sealed class JourneyProperties(JsonElement json, InputReader inputs, CheckedMembers members, Diagnostics diagnostics)
{
    private static readonly Dictionary<string, EntryPolicy> Policies = new(StringComparer.Ordinal)
    {
        ["always"] = EntryPolicy.Always, ["oneAtATime"] = EntryPolicy.OneAtATime, ["onePerKey"] = EntryPolicy.OnePerKey,
        ["restart"] = EntryPolicy.Restart, ["join"] = EntryPolicy.Join,
    };

    private readonly JsonElement own = members.Object(json.Member("customProperties") ?? default, "journey", "");

    public void CheckMembers() => members.Only(own, "customProperties.journey", "", "key", "entryPolicy", "timeZone", "goal", "tables", "roles", "rights");

    private readonly ActorReader actors = new(inputs, members, diagnostics);

    public ImmutableArray<RolePlan> Roles() => actors.Roles(own);

    public RightsPlan? Rights() => actors.Rights(own, "", ActorReader.CaseOperations);

    /// <summary>The business key. It is asked of each signal, whether or not a case runs, so there is nothing else to read.</summary>
    public CelExpression? Key()
    {
        if (members.Text(own, "key", "") is not { } text || inputs.Cel(text, "", "key") is not { } key) return null;
        if (key.Reads.FirstOrDefault(r => r.Split('.')[0] is not ("signal" or "customer")) is { } other)
            diagnostics.Error("J512", "", $"The business key reads '{other}', but it is asked before it is known which case is meant.", "Read only signal, such as signal.data.booking.");
        return key;
    }

    public EntryPolicy Policy()
    {
        var policy = members.Text(own, "entryPolicy", "") is { } name ? Named(name) : Activation();
        if (policy == EntryPolicy.OnePerKey && !own.Has("key"))
            diagnostics.Error("J505", "", "The entry policy onePerKey needs a business key.", "Give customProperties.journey a key, such as signal.data.booking.");
        return policy;
    }

    private EntryPolicy Named(string name)
    {
        if (!Policies.TryGetValue(name, out var policy))
            diagnostics.Error("J506", "", $"'{name}' is no entry policy.", $"Use one of {string.Join(", ", Policies.Keys)}.");
        return policy;
    }

    /// <summary>Elsa's strategy, where the journey names no policy of ours.</summary>
    private EntryPolicy Activation() => Strategy("activationStrategyType") switch
    {
        "" or "AllowAlwaysStrategy" => EntryPolicy.Always,
        "SingletonStrategy" => EntryPolicy.OneAtATime,
        "CorrelatedSingletonStrategy" => EntryPolicy.OnePerKey,
        var other => Refuse(other),
    };

    private EntryPolicy Refuse(string strategy)
    {
        diagnostics.Error("J507", "", $"The activation strategy '{strategy}' is not possible here: a case belongs to one customer.", "Use customProperties.journey.entryPolicy with a key.");
        return EntryPolicy.Always;
    }

    /// <summary>The class name of a strategy, short or assembly-qualified.</summary>
    private string Strategy(string option)
    {
        var name = ((json.Member("options") ?? default).Text(option) ?? "").Split(',')[0].Trim();
        var type = name[(name.LastIndexOf('.') + 1)..];
        return type.Length == 0 || type.EndsWith("Strategy", StringComparison.Ordinal) ? type : type + "Strategy";
    }

    public IncidentStrategy Incidents() => Strategy("incidentStrategyType") switch
    {
        "" or "FaultStrategy" => IncidentStrategy.Fault,
        "ContinueWithIncidentsStrategy" => IncidentStrategy.Continue,
        var other => Unknown(other),
    };

    private IncidentStrategy Unknown(string strategy)
    {
        diagnostics.Error("J508", "", $"The incident strategy '{strategy}' is not known.", "Use FaultStrategy or ContinueWithIncidentsStrategy.");
        return IncidentStrategy.Fault;
    }

    /// <summary>The mode of all flowcharts: by tokens, or, by default, by counters. As in Elsa case does not matter.</summary>
    public bool RunsFlowsByTokens()
    {
        var mode = (json.Member("customProperties") ?? default).Text("Flowchart:ExecutionMode") ?? "Default";
        if (!((string[])["CounterBased", "TokenBased", "Default"]).Contains(mode, StringComparer.OrdinalIgnoreCase))
            diagnostics.Error("J511", "", $"'{TypeReader.Short(mode)}' is no mode of flowcharts.", "Set customProperties.\"Flowchart:ExecutionMode\" to CounterBased or TokenBased, or leave it out (CounterBased).");
        return mode.Equals("TokenBased", StringComparison.OrdinalIgnoreCase);
    }

    public string TimeZone()
    {
        var zone = members.Text(own, "timeZone", "") ?? "Etc/UTC";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            diagnostics.Error("J509", "", $"'{zone}' is no time zone.", "Use an IANA name such as Europe/Berlin.");
        return zone;
    }

    public GoalPlan? Goal()
    {
        if (members.Object(own, "goal", "") is not { ValueKind: JsonValueKind.Object } goal) return null;
        members.Only(goal, "the goal", "", "name", "parts");
        var parts = ImmutableArray.CreateBuilder<GoalPart>();
        foreach (var part in members.List(goal, "parts", "", JsonValueKind.Object))
        {
            members.Only(part, "a part of the goal", "", "id", "name", "condition");
            if (part.Text("id") is { } id && inputs.Condition(part, "condition", "") is { } condition) parts.Add(new GoalPart(id, part.Text("name") ?? id, condition));
            else diagnostics.Error("J510", "", "A part of the goal lacks its id or its condition.", "Give it both.");
        }
        return new GoalPlan(goal.Text("name") ?? "Goal", parts.ToImmutable());
    }
}
