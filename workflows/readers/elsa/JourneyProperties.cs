using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Expressions;
using NodaTime;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>What holds for the whole journey: business key, entry policy, time zone, incident strategy, goal.</summary>
internal sealed class JourneyProperties(JsonElement json, InputReader inputs, Diagnostics diagnostics)
{
    private static readonly Dictionary<string, EntryPolicy> Policies = new(StringComparer.Ordinal)
    {
        ["always"] = EntryPolicy.Always, ["oneAtATime"] = EntryPolicy.OneAtATime, ["onePerKey"] = EntryPolicy.OnePerKey,
        ["restart"] = EntryPolicy.Restart, ["join"] = EntryPolicy.Join,
    };

    private readonly JsonElement own = (json.Member("customProperties") is { } custom ? custom.Member("journey") : null) ?? default;

    public CelExpression? Key() => own.Text("key") is { } key ? inputs.Cel(key, "", "key") : null;

    public EntryPolicy Policy()
    {
        if (own.Text("entryPolicy") is { } name)
        {
            if (!Policies.TryGetValue(name, out var policy))
                diagnostics.Error("J506", "", $"'{name}' is no entry policy.", $"Use one of {string.Join(", ", Policies.Keys)}.");
            else if (policy == EntryPolicy.OnePerKey && !own.Has("key"))
                diagnostics.Error("J505", "", "The entry policy onePerKey needs a business key.", "Give customProperties.journey a key, such as signal.data.booking.");
            return policy;
        }
        return Strategy("activationStrategyType") switch
        {
            "" or "AllowAlwaysStrategy" => EntryPolicy.Always,
            "SingletonStrategy" => EntryPolicy.OneAtATime,
            "CorrelatedSingletonStrategy" => EntryPolicy.OnePerKey,
            var other => Refuse(other),
        };
    }

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

    /// <summary>The mode of flowcharts: counters only, so far.</summary>
    public void CheckFlowMode()
    {
        var mode = (json.Member("customProperties") ?? default).Text("Flowchart:ExecutionMode") ?? "CounterBased";
        if (mode != "CounterBased")
            diagnostics.Error("J511", "", $"Flowcharts in the mode '{mode}' are not run by this version.", "Leave out customProperties.\"Flowchart:ExecutionMode\", or set it to CounterBased.");
    }

    public string TimeZone()
    {
        var zone = own.Text("timeZone") ?? "Etc/UTC";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            diagnostics.Error("J509", "", $"'{zone}' is no time zone.", "Use an IANA name such as Europe/Berlin.");
        return zone;
    }

    public GoalPlan? Goal()
    {
        if (own.Member("goal") is not { ValueKind: JsonValueKind.Object } goal) return null;
        var parts = ImmutableArray.CreateBuilder<GoalPart>();
        foreach (var part in goal.Elements("parts"))
        {
            if (part.Text("id") is { } id && inputs.Condition(part, "condition", "") is { } condition) parts.Add(new GoalPart(id, part.Text("name") ?? id, condition));
            else diagnostics.Error("J510", "", "A part of the goal lacks its id or its condition.", "Give it both.");
        }
        return new GoalPlan(goal.Text("name") ?? "Goal", parts.ToImmutable());
    }
}
