using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Cases that ended leave the state when newer ones have. <see cref="Person"/> checks at each turn that the fold gives the live state.</summary>
public sealed class EndedCaseTests
{
    private static Person Buyer(int max) => new(Journeys.Of("order", "signal.data.order", "always", Journeys.Trigger("ordered"), Journeys.Task("pack"))) { EndedCasesMax = max };

    private static void Order(Person ann, string number, bool end = true)
    {
        ann.Hears("ordered", $$"""{"order":"{{number}}"}""");
        if (end) ann.Gets(new Input.ActOnCase(ann.Cases[^1].Id, CaseTransition.Terminate, "eve", null));
        ann.Now += EndedCases.StayTime;
    }

    [Fact]
    public void The_newest_stay()
    {
        var ann = Buyer(max: 2);
        foreach (var number in new[] { "1", "2", "3", "4" }) Order(ann, number);
        Assert.Equal(["2", "3", "4"], ann.Cases.Select(c => c.Key));

        ann.Hears("ordered", """{"order":"5"}""");

        Assert.Equal(["3", "4", "5"], ann.Cases.Select(c => c.Key));
        Assert.Equal(new CaseId(1, 3, 0), ann.Facts<CaseRetired>().Single().Case);
        var task = Assert.Single(ann.Record.Tasks, row => row.Status == "gone");
        Assert.Equal("1-3-t3", task.Id);
    }

    [Fact]
    public void None_leaves_soon_after_its_end()
    {
        var ann = Buyer(max: 0);
        Order(ann, "1");
        ann.Now -= EndedCases.StayTime / 2;
        ann.Hears("ordered", """{"order":"2"}""");
        Assert.Equal(2, ann.Cases.Count);

        ann.Now += EndedCases.StayTime;
        ann.Hears("ordered", """{"order":"3"}""");
        Assert.Equal(["2", "3"], ann.Cases.Select(c => c.Key));
    }

    [Fact]
    public void Some_leave_soon_after_their_end_when_very_many_ended_since()
    {
        var ann = Buyer(max: 2);
        for (var i = 0; i < 60; i++)
        {
            Order(ann, $"{i}");
            ann.Now -= EndedCases.StayTime;
        }
        ann.Hears("ordered", """{"order":"last"}""");

        Assert.Equal(["8", .. Enumerable.Range(9, 51).Select(i => $"{i}"), "last"], ann.Cases.Select(c => c.Key));
    }

    [Fact]
    public void What_runs_or_failed_stays()
    {
        var ann = Buyer(max: 0);
        Order(ann, "1", end: false);
        Order(ann, "2");
        ann.Hears("ordered", """{"order":"3"}""");

        Assert.Equal(["1", "3"], ann.Cases.Select(c => c.Key));
    }

    [Fact]
    public void How_an_effect_of_it_ended_is_still_kept_in_the_history()
    {
        var ann = Buyer(max: 0);
        Order(ann, "1");
        ann.Hears("ordered", """{"order":"2"}""");
        var retired = ann.Facts<CaseRetired>().Single().Case;

        ann.Gets(new Input.EffectSettled(CaseParts.EffectId(retired, 1), EffectEnd.Sent, null));

        Assert.Equal("effect.settled", ann.Entry!.Input.Type);
        Assert.Empty(ann.Entry.Facts);
        ann.Gets(new Input.EffectSettled(CaseParts.EffectId(new CaseId(1, 99, 0), 1), EffectEnd.Sent, null));
        Assert.Null(ann.Entry);
    }
}
