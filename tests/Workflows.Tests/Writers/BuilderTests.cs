using JourneyOrchestrator.Workflows.Building;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>What a journey in C# can say of people, planning and the case file.</summary>
public sealed class BuilderTests
{
    private static JourneyPlan Claims()
    {
        var journey = new JourneyBuilder("claims", "Claims").WithOpenVariables();
        var (adviser, lead) = (journey.Role("adviser"), journey.Role("lead").Named("Team lead").AssignedTo("lea"));
        journey.Role("payer").AssignedTo(Input.Of("payer")).OfAnotherCustomer("payment.made");
        journey.Input("payer").Allowing("cancel", lead).Allowing("*", adviser, lead);
        var payer = journey.FileItem("payer");
        var order = journey.FileItem("order", Multiplicity.ExactlyOne).Referring(payer);
        var lines = order.Child("lines", Multiplicity.ZeroOrMore);

        var plan = journey.Root;
        var (goodwill, tell) = (plan.PlanningTable("goodwill").When("vars.order.total > 10").By(adviser, lead), plan.Activity("Elsa.WriteLine", "tell").With("text", "late").ManuallyActivated());
        var gifts = plan.PlanningTable("gifts", within: goodwill);
        var propose = plan.HumanTask("propose", adviser, "Propose").EnterOn([order.Created, lines.ChildAdded], id: "onOrder").WithPriority(2);
        plan.HumanTask("approve", lead, "Approve").EnterOn(propose.Completed).NotBySameAs(propose).ByPersons(2).Allowing("skip", RoleBuilder.Customer)
            .Escalating(TimeSpan.FromMinutes(30), priority: 3).Escalating(TimeSpan.FromHours(2), lead, "lea", starts: tell);
        plan.HumanTask("flowers", adviser, "Send flowers").Discretionary("vars.order.total > 20", gifts, [lead], during: [propose]);
        plan.Stage("more").Discretionary();
        return Written.Both(Checked(journey));
    }

    /// <summary>As docs/journey-format.md shows it.</summary>
    private static JourneyBuilder Refunds()
    {
        var journey = new JourneyBuilder("refunds", "Refunds");
        var plan = journey.Root;

        var (adviser, lead) = (journey.Role("adviser"), journey.Role("lead").Named("Team lead"));
        journey.Allowing("cancel", lead);
        var order = journey.FileItem("order", Multiplicity.ExactlyOne);
        var propose = plan.HumanTask("propose", role: adviser, title: "Propose a refund").EnterOn(order.Updated);
        plan.HumanTask("approve", role: lead, title: "Approve it").EnterOn(propose.Completed).NotBySameAs(propose).Escalating(after: TimeSpan.FromHours(2), role: lead, priority: 3);
        plan.HumanTask("flowers", role: adviser, title: "Send flowers").Discretionary("vars.order.total > 20", table: plan.PlanningTable("gifts").By(lead));

        return journey;
    }

    [Fact]
    public void The_example_of_the_documentation_compiles_and_is_a_journey()
    {
        Assert.Equal(4, Written.Both(Checked(Refunds())).Nodes.Count);
        static string Squeezed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));
        var example = File.ReadAllText(Path.Combine(Written.Root(), "docs", "journey-format.md")).Split("```csharp\n")[2].Split("```")[0];
        var source = File.ReadAllText(Path.Combine(Written.Root(), "tests", "Workflows.Tests", "Writers", "BuilderTests.cs"));
        Assert.Contains(Squeezed(example), Squeezed(source), StringComparison.Ordinal);
    }

    private static JourneyPlan Checked(JourneyBuilder journey)
    {
        var read = journey.Build();
        Assert.DoesNotContain(read.Diagnostics, d => d.Code != "J501");
        return read.Plan!;
    }

    [Fact]
    public void What_is_said_of_people_is_in_the_plan()
    {
        var plan = Claims();
        Assert.Equal(["adviser/adviser/False", "lead/Team lead/False", "payer/payer/True"], plan.Roles.Select(r => $"{r.Id}/{r.Name}/{r.Customer}"));
        Assert.Equal(["payment.made"], plan.Roles[2].Hears.AsEnumerable());
        Assert.Equal(["lead"], plan.Rights!.For("cancel").AsEnumerable());
        Assert.Equal(["adviser", "lead"], plan.Rights.For("close").AsEnumerable());
        var task = (HumanTaskNode)plan.Nodes["approve"];
        Assert.Equal(("propose", 2, "customer"), (Assert.Single(task.FourEyes!.DiffersFrom), task.FourEyes.Completions, Assert.Single(task.Rights!.For("skip"))));
        Assert.Equal([(3, null), (null, "tell")], task.Escalation.Select(s => (s.Priority, s.Starts)));
        Assert.Equal(2, ((HumanTaskNode)plan.Nodes["propose"]).Priority);
    }

    [Fact]
    public void What_is_said_of_planning_and_the_case_file_is_in_the_plan()
    {
        var plan = Claims();
        var flowers = plan.Nodes["flowers"].Control.Discretionary!;
        Assert.Equal(["goodwill", "gifts"], flowers.Tables.Select(t => t.Id));
        Assert.Equal(("lead", "propose", "vars.order.total > 20"), (Assert.Single(flowers.Roles), Assert.Single(flowers.HumanTasks), Assert.Single(flowers.Rules).Condition!.Text));
        Assert.Equal(DiscretionaryPlan.Open, plan.Nodes["more"].Control.Discretionary);
        Assert.Equal((Multiplicity.ZeroOrMore, "order"), (plan.CaseFile!.Find("order.lines")!.Multiplicity, plan.CaseFile.Find("order.lines")!.Parent));
        Assert.Equal(["payer"], plan.CaseFile.Find("order")!.References.AsEnumerable());
        Assert.Equal([new FilePartPlan("order", CaseFileTransition.Create), new FilePartPlan("order.lines", CaseFileTransition.AddChild)], plan.Nodes["propose"].Control.Entry.Single().FileParts.AsEnumerable());
    }

    [Fact]
    public void A_right_that_is_none_is_told()
    {
        var journey = new JourneyBuilder("x", "X");
        journey.Root.HumanTask("a", "care", "Do it").Allowing("complte", journey.Role("care"));
        Assert.Contains(journey.Build().Diagnostics, d => d is { Code: "J811", Node: "a" });
    }
}
