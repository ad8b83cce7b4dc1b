using System.Globalization;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Cases that call cases, whatever people do to either side: every turn comes to an end, and the journal folds to the live state.</summary>
public sealed class CalledWalkTests
{
    private const int StepsMax = 60, CasesMax = 60;

    private static readonly JourneyPlan[] Plans =
    [
        Plan("waits", "{}", """{"type":"Elsa.ExecuteWorkflow","id":"call","workflowDefinitionId":"fails","waitForCompletion":true},{"type":"Elsa.Event","id":"e","eventName":"more"}"""),
        Plan("many", """{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""",
            """{"type":"Elsa.BulkDispatchWorkflows","id":"bulk","workflowDefinitionId":"fails","items":[1,2],"childFaulted":{"type":"Elsa.Event","id":"p","eventName":"more"}}"""),
        Plan("loose", "{}", """{"type":"Elsa.DispatchWorkflow","id":"call","workflowDefinitionId":"waits"},{"type":"Elsa.ExecuteWorkflow","id":"then","workflowDefinitionId":"fails"}"""),
        Plan("fails", "{}", """{"type":"Elsa.Event","id":"e","eventName":"go"},{"type":"Elsa.Fault","id":"f","message":"no"},{"type":"Elsa.Event","id":"g","eventName":"more"}"""),
    ];

    private static JourneyPlan Plan(string id, string options, string activities)
    {
        var json = "{\"definitionId\":\"" + id + "\",\"options\":" + options + ",\"root\":{\"type\":\"Elsa.Sequence\",\"id\":\"s\",\"activities\":[" + activities + "]}}";
        var read = ElsaReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(!read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan!;
    }

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_journal_folds_to_the_live_state_whatever_becomes_of_caller_and_called(int seed)
    {
        var chance = new Random(seed);
        var ann = new Person(Plans);
        for (var step = 0; step < StepsMax; step++) Step(ann, chance);

        Assert.True(ann.State.Seq > StepsMax / 4, $"Seed {seed} wrote only {ann.State.Seq} entries.");
        foreach (var called in ann.Cases.Where(c => c.Caller is { Mode: Workflows.Facts.CallMode.Wait } && c.Status == CaseStatus.Completed))
            Assert.False(Waits(ann, called), $"Seed {seed}: {called.Caller} waits for {called.Id}, which has completed.");
    }

    /// <summary>Its caller could have gone on, and did not.</summary>
    private static bool Waits(Person ann, CaseState called) =>
        ann.State.Cases[called.Caller!.Case] is { Status: CaseStatus.Active } caller && caller.Item(called.Caller.Item) is { State: ItemState.Active }
        && !ann.Cases.Any(other => other.Caller == called.Caller && other.Id != called.Id && other.Id.Seq >= called.Id.Seq);

    private static void Step(Person ann, Random chance)
    {
        switch (chance.Next(8))
        {
            case 0 when ann.Cases.Count < CasesMax: ann.Gets(new Input.StartCase(Plans[chance.Next(Plans.Length)].Id, null, null, ValueMap.Empty, "eve")); break;
            case 1 or 2: ann.Hears("go"); break;
            case 3: ann.Hears("more"); break;
            case 4 or 5: ann.Gets(new Input.ActOnCase(AnyCase(ann, chance), (CaseTransition)chance.Next(1, 7), "eve", null)); break;
            default: ann.Gets(new Input.ActOnItem(AnyCase(ann, chance), chance.Next(1, 8).ToString(CultureInfo.InvariantCulture), (ItemAction)chance.Next(7), "eve", null)); break;
        }
    }

    private static CaseId AnyCase(Person ann, Random chance) => ann.Cases.Count == 0 ? new CaseId(1, 1, 0) : ann.Cases[chance.Next(ann.Cases.Count)].Id;
}
