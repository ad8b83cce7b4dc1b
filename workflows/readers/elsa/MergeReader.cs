using System.Collections.Immutable;
using System.Text.Json;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Workflows.Readers.Elsa;

/// <summary>Merge modes of a flowchart's activities: <c>customProperties.mergeMode</c>, and those that the modes of joins stand for.</summary>
internal static class MergeReader
{
    private static readonly string[] Names = ["None", .. Enum.GetNames<MergeMode>()];

    /// <summary>By activity; none at all when the flowchart is run by counters.</summary>
    public static ImmutableArray<MergeMode> Read(JsonElement flowchart, ImmutableArray<PlanNode> activities, bool byTokens, Diagnostics diagnostics)
    {
        var modes = ImmutableArray.CreateBuilder<MergeMode>(activities.Length);
        foreach (var (activity, json) in activities.Zip(flowchart.Elements("activities").Where(a => a.ValueKind == JsonValueKind.Object)))
        {
            var given = (json.Member("customProperties") ?? default).Text("mergeMode");
            if (given is null || given.Equals("None", StringComparison.OrdinalIgnoreCase)) modes.Add(Own(activity));
            else if (!byTokens)
                diagnostics.Warning("J310", activity.Id, "'mergeMode' has no effect: the flowcharts of this journey count visits.", "Set customProperties.\"Flowchart:ExecutionMode\" of the journey to TokenBased, or use an Elsa.FlowJoin.");
            else modes.Add(Given(given, activity, diagnostics));
        }
        return byTokens ? modes.ToImmutable() : [];
    }

    private static MergeMode Own(PlanNode activity) => activity is FlowJoinNode join ? join.Mode == JoinMode.WaitAny ? MergeMode.Race : MergeMode.Merge : MergeMode.Stream;

    private static MergeMode Given(string name, PlanNode activity, Diagnostics diagnostics)
    {
        if (activity is FlowJoinNode)
            diagnostics.Warning("J310", activity.Id, "'mergeMode' has no effect on an Elsa.FlowJoin: its own mode counts.", "Remove it, or set 'mode' to WaitAny or WaitAll.");
        else if (Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known) return Enum.Parse<MergeMode>(known);
        else diagnostics.Error("J311", activity.Id, $"'{TypeReader.Short(name)}' is no merge mode.", diagnostics.Suggest(name, Names, $"Use {Diagnostics.OneOf(Names)}."));
        return Own(activity);
    }
}
