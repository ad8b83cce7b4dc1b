using System.Text;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Readers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Cases of CMMN documents.</summary>
internal static class CmmnKit
{
    /// <param name="around">What the case has beside its plan model: case file, roles, parameters.</param>
    /// <param name="more">What the document has beside its case.</param>
    public static JourneyPlan Plan(string model, string around = "", string attributes = "", string more = "")
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes(CmmnReaderTests.Document(model, attributes, more, around)), PlanDialect.Cmmn);
        Assert.Empty(read.Diagnostics);
        return read.Plans.Single();
    }

    public static CaseKit Started(string model, string around = "", string attributes = "", string more = "", ValueMap? variables = null)
    {
        var kit = new CaseKit(Plan(model, around, attributes, more));
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null, variables));
        return kit;
    }

    public static Value Json(string json) => ValueJson.Parse(Encoding.UTF8.GetBytes(json));

    public static void Set(this CaseKit kit, params (string Name, string Json)[] values)
    {
        var map = ValueMap.Empty;
        foreach (var (name, json) in values) map = map.With(name, Json(json));
        Assert.Null(kit.Hand(new Stimulus.SetVariables(1, map)).Refusal);
    }

    public static string? Plan(this CaseKit kit, string node, params string[] roles) => kit.Hand(new Stimulus.Plan(node, [.. roles], CaseKit.ByPerson)).Refusal;

    public static string? Write(this CaseKit kit, string item, string json) => kit.Hand(new Stimulus.WriteFile(item, Json(json), CaseKit.ByPerson)).Refusal;

    public static void Finish(this CaseKit kit, string node, string data = "null") =>
        Assert.Null(kit.Hand(new Stimulus.CompleteTask(kit.Newest(node)!.Ordinal, "Done", Json(data), CaseKit.ByPerson)).Refusal);
}
