using System.Text;
using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Writers;
using JourneyOrchestrator.Workflows.Writers.Cmmn;
using JourneyOrchestrator.Workflows.Writers.Elsa;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>Plans through the writers and back.</summary>
internal static class Written
{
    public static JourneyPlan Plan(JsonObject journey) => Plan(Encoding.UTF8.GetBytes(journey.ToJsonString()));

    public static JourneyPlan Plan(byte[] definition)
    {
        var read = DefinitionReader.Read(definition);
        Assert.DoesNotContain(read.Diagnostics, d => d.Severity == Severity.Error);
        return read.Plan!;
    }

    /// <summary>The plan as CMMN, which is read as the very same plan.</summary>
    public static string Cmmn(JourneyPlan plan)
    {
        var written = CmmnWriter.Write(plan);
        Assert.Empty(written.Diagnostics);
        Assert.Null(PlanDifference.First(plan, CmmnReader.Read(written.Document).Plans.Single() with { Version = plan.Version }));
        return Encoding.UTF8.GetString(written.Document!);
    }

    /// <summary>The same in Elsa JSON.</summary>
    public static string Elsa(JourneyPlan plan)
    {
        var written = ElsaWriter.Write(plan);
        Assert.Empty(written.Diagnostics);
        Assert.Null(PlanDifference.First(plan, ElsaReader.Read(written.Document).Plan!));
        return Encoding.UTF8.GetString(written.Document!);
    }

    public static JourneyPlan Both(JourneyPlan plan)
    {
        Cmmn(plan);
        Elsa(plan);
        return plan;
    }

    public static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "JourneyOrchestrator.sln"))) at = Path.GetDirectoryName(at)!;
        return at;
    }

    public static IReadOnlyList<(string Code, string Node)> Refused(WriteResult written)
    {
        Assert.Null(written.Document);
        Assert.All(written.Diagnostics, d => Assert.NotEmpty(d.Fix));
        return [.. written.Diagnostics.Select(d => (d.Code, d.Node))];
    }
}
