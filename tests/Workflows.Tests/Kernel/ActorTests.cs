using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Kernel;

/// <summary>Roles of a case, and who may do what because of them.</summary>
public sealed class ActorTests
{
    private static readonly Actor Adviser = new(null, ["adviser"]), Lead = new("lea", ["lead"]), Kim = new("kim", []), Ada = Actor.Customer("ada");

    private static JsonObject With(JsonObject root, string roles, string rights = "{}") => Journey(root)
        .Set("inputs", List(new JsonObject { ["name"] = "payer", ["type"] = "String" }))
        .Set("customProperties", new JsonObject { ["journey"] = new JsonObject { ["roles"] = JsonNode.Parse(roles), ["rights"] = JsonNode.Parse(rights) } });

    private const string Roles = """[{"id":"adviser"},{"id":"lead"},{"id":"payer","customer":true,"hears":["paid"],"assigned":{"typeName":"String","expression":{"type":"Input","value":{"name":"payer"}}}}]""";

    private static CaseKit Start(JsonObject journey, params (string, Value)[] inputs)
    {
        var kit = new CaseKit(journey) { Customer = Value.OfMap(ValueMap.Empty.With("id", Value.Of("ada"))) };
        var given = ValueMap.Empty;
        foreach (var (name, value) in inputs) given = given.With(name, value);
        kit.Hand(new Stimulus.Start(null, given, null));
        return kit;
    }

    private static void Forbidden(CaseKit kit, Stimulus.Act act, Actor actor, params string[] roles)
    {
        var refusal = kit.Refused(act with { Actor = actor });
        Assert.All(roles, role => Assert.Contains($"'{role}'", refusal, StringComparison.Ordinal));
        Assert.Equal(roles, kit.Hand(act with { Actor = actor }).Needs);
    }

    private static void Allowed(CaseKit kit, Stimulus.Act act, Actor? actor)
    {
        var answer = kit.Hand(act with { Actor = actor });
        Assert.Equal((null, true), (answer.Refusal, answer.Needs.IsDefault));
    }

    private static Rule By(string who) => new(RuleKind.Person) { By = who };

    [Fact]
    public void A_task_is_for_its_role_even_where_the_journey_declares_none()
    {
        var kit = CaseKit.Of(Stage("S", Task("A"), Task("B").Control("manualActivation"), Task("Z")));
        var (task, waiting) = (kit.Newest("A")!.Ordinal, kit.Newest("B")!.Ordinal);
        foreach (var act in new Stimulus.Act[] { new Stimulus.AssignTask(task, "ada", By("ada")), new Stimulus.CompleteTask(task, "Done", default, By("ada")), new Stimulus.Skip(task, By("ada")),
            new Stimulus.ActOnItem(task, ItemTransition.Terminate, By("ada")), new Stimulus.ActOnItem(waiting, ItemTransition.ManualStart, By("ada")) })
        {
            Forbidden(kit, act, Ada, "adviser");
            Forbidden(kit, act, Kim, "adviser");
        }
        Allowed(kit, new Stimulus.AssignTask(task, "eve", By("eve")), Adviser);
        Allowed(kit, new Stimulus.AssignTask(task, null, By("eve")), null);
        Allowed(kit, new Stimulus.CompleteTask(task, "Done", default, By("x")), Actor.Anybody("x"));
    }

    [Fact]
    public void Rights_of_an_item_name_who_may_do_what_and_the_rest_stays_open()
    {
        var root = Stage("S", Stage("A", Task("in")).Set("rights", new JsonObject { ["terminate"] = List("lead"), ["*"] = List("adviser") }), Stage("B", Task("in B")), Task("Z"));
        var kit = Start(With(root, Roles));
        var (a, b) = (kit.Newest("A")!.Ordinal, kit.Newest("B")!.Ordinal);
        Forbidden(kit, new Stimulus.ActOnItem(a, ItemTransition.Terminate, By("k")), Adviser, "lead");
        Forbidden(kit, new Stimulus.ActOnItem(a, ItemTransition.Suspend, By("k")), Lead, "adviser");
        Allowed(kit, new Stimulus.ActOnItem(a, ItemTransition.Suspend, By("k")), Adviser);
        Allowed(kit, new Stimulus.ActOnItem(a, ItemTransition.Resume, By("k")), null);
        Allowed(kit, new Stimulus.ActOnItem(a, ItemTransition.Terminate, By("k")), Lead);
        Allowed(kit, new Stimulus.ActOnItem(b, ItemTransition.Terminate, By("k")), Ada);
    }

    [Fact]
    public void Rights_of_the_journey_are_for_the_case_and_a_missing_right_comes_before_a_wrong_state()
    {
        var kit = Start(With(Stage("S", Task("A")), Roles, """{"cancel":["lead"],"reopen":["adviser","lead"],"assignRole":["lead"],"move":["lead"]}"""));
        Forbidden(kit, new Stimulus.ActOnCase(CaseTransition.Terminate, By("k")), Adviser, "lead");
        Forbidden(kit, new Stimulus.Move("A", false, By("k")), Adviser, "lead");
        Forbidden(kit, new Stimulus.AssignRole("adviser", "kim", By("k")), Adviser, "lead");
        Allowed(kit, new Stimulus.ActOnCase(CaseTransition.Suspend, By("k")), Ada);
        Allowed(kit, new Stimulus.ActOnCase(CaseTransition.Reactivate, By("k")), Ada); // resume is not reopen
        Allowed(kit, new Stimulus.ActOnCase(CaseTransition.Terminate, By("k")), Lead);
        Forbidden(kit, new Stimulus.ActOnCase(CaseTransition.Terminate, By("k")), Adviser, "lead");
        Forbidden(kit, new Stimulus.ActOnCase(CaseTransition.Reactivate, By("k")), Ada, "adviser", "lead");
    }

    [Fact]
    public void Who_is_given_a_role_in_the_case_has_its_rights_there()
    {
        var kit = Start(With(Stage("S", Task("A"), Task("B")), Roles));
        Forbidden(kit, new Stimulus.CompleteTask(kit.Newest("A")!.Ordinal, "Done", default, By("kim")), Kim, "adviser");
        Allowed(kit, new Stimulus.AssignRole("adviser", "kim", new Rule(RuleKind.Person) { By = "lea", Reason = "knows the customer" }), Lead);
        Assert.Equal(("lea", "knows the customer"), (kit.Facts.OfType<RoleAssigned>().Last().Rule.By, kit.Facts.OfType<RoleAssigned>().Last().Rule.Reason));
        // A customer of the same name is somebody else.
        Forbidden(kit, new Stimulus.CompleteTask(kit.Newest("A")!.Ordinal, "Done", default, By("kim")), Actor.Customer("kim"), "adviser");
        Allowed(kit, new Stimulus.CompleteTask(kit.Newest("A")!.Ordinal, "Done", default, By("kim")), Kim);
        Allowed(kit, new Stimulus.AssignRole("adviser", null, By("lea")), Lead);
        Forbidden(kit, new Stimulus.CompleteTask(kit.Newest("B")!.Ordinal, "Done", default, By("kim")), Kim, "adviser");
        Assert.NotNull(kit.Refused(new Stimulus.AssignRole("adviser", null, By("lea"))));
        Assert.NotNull(kit.Refused(new Stimulus.AssignRole("nobody", "kim", By("lea"))));
    }

    [Fact]
    public void A_role_is_given_from_the_start_by_an_input_and_read_by_expressions()
    {
        var ben = Start(With(Stage("S", Task("A").Entry(null, "case.roles.payer == 'ben'"), Task("Z")), Roles), ("payer", Value.Of("ben")));
        Assert.Equal((ItemState.Active, "ben"), (ben.Of("A"), ben.State.Holder("payer")!.Who));
        Assert.Equal((1, "ada"), (ben.Facts.OfType<RoleAssigned>().Single().Effect, ben.Facts.OfType<RoleAssigned>().Single().Owner));
        Assert.Equal(RuleKind.Condition, ben.Facts.OfType<RoleAssigned>().Single().Rule.Kind);
        Assert.Empty(Start(With(Stage("S", Task("Z")), Roles)).State.Roles);
        // The owner's own events come anyway: nobody is told.
        Assert.Equal(0, Start(With(Stage("S", Task("Z")), Roles), ("payer", Value.Of("ada"))).Facts.OfType<RoleAssigned>().Single().Effect);
    }

    [Fact]
    public void Customers_who_hear_leave_with_the_end_of_the_case_and_staff_stay()
    {
        var kit = Start(With(Stage("S", Task("Z")), Roles), ("payer", Value.Of("ben")));
        Allowed(kit, new Stimulus.AssignRole("adviser", "kim", By("lea")), null);
        kit.Act(CaseTransition.Terminate);
        Assert.Equal("adviser", Assert.Single(kit.State.Roles).Role);
        Assert.Equal(("payer", "ben", 2), (kit.Facts.OfType<RoleWithdrawn>().Single().Role, kit.Facts.OfType<RoleWithdrawn>().Single().Who, kit.Facts.OfType<RoleWithdrawn>().Single().Effect));
        Assert.NotNull(kit.Refused(new Stimulus.AssignRole("adviser", "lee", By("lea"))));
    }

    private static string Cmmn(string refs) => $"""
        <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL"><case id="c"><caseRoles><role id="r1" name="adviser"/><role id="r2" name="lead"/></caseRoles>
          <casePlanModel id="model"><planItem id="ok" definitionRef="okDef"/><planItem id="work" definitionRef="workDef"/>
            <userEventListener id="okDef" authorizedRoleRefs="{refs}"/><humanTask id="workDef" performerRef="r2"/></casePlanModel></case></definitions>
        """;

    [Fact]
    public void R47_a_user_listener_occurs_by_request_of_an_authorised_role_only_and_only_once()
    {
        var kit = new CaseKit(JourneyOrchestrator.Workflows.Readers.Cmmn.CmmnReader.Read(System.Text.Encoding.UTF8.GetBytes(Cmmn("r1 r2"))).Plans.Single());
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty, null));
        var occur = new Stimulus.ActOnItem(kit.Newest("ok")!.Ordinal, ItemTransition.Occur, By("k"));
        Forbidden(kit, occur, Ada, "adviser", "lead");
        Allowed(kit, occur, Adviser);
        Assert.Equal(ItemState.Completed, kit.Of("ok"));
        kit.Refused(occur with { Actor = Adviser });
        Forbidden(kit, new Stimulus.CompleteTask(kit.Newest("work")!.Ordinal, "Done", default, By("k")), Adviser, "lead");
    }

    [Fact]
    public void A_role_that_the_case_of_a_document_does_not_declare_is_told()
    {
        var read = JourneyOrchestrator.Workflows.Readers.Cmmn.CmmnReader.Read(System.Text.Encoding.UTF8.GetBytes(Cmmn("r1 r3")));
        Assert.Equal(("J730", "ok"), (Assert.Single(read.Diagnostics).Code, read.Diagnostics[0].Node));
    }

    /// <summary>The two examples of docs/journey-format.md, put into one journey.</summary>
    [Fact]
    public void The_examples_of_the_guide_are_read_without_a_complaint()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ARCHITECTURE.md"))) folder = Path.GetDirectoryName(folder)!;
        var page = File.ReadAllText(Path.Combine(folder, "docs", "journey-format.md"));
        var people = page[page.IndexOf("## People", StringComparison.Ordinal)..page.IndexOf("## The journey as a whole", StringComparison.Ordinal)];
        var examples = people.Split("```json")[1..].Select(block => JsonNode.Parse(block.Split("```")[0])!.AsObject()).ToArray();
        examples[0]["customProperties"]!["journey"]!["roles"]!.AsArray().Add(new JsonObject { ["id"] = "manager" });
        var journey = Journey(Stage("S", Event("T", "go").Set("customProperties", new JsonObject { ["canStartWorkflow"] = true }), Task("propose"), Task("tellManager").Control("manualActivation"), examples[1].DeepClone().AsObject()))
            .Set("inputs", List(new JsonObject { ["name"] = "payer", ["type"] = "String" })).Set("customProperties", examples[0]["customProperties"]!.DeepClone());
        var read = JourneyOrchestrator.Workflows.Readers.Elsa.ElsaReader.Read(System.Text.Encoding.UTF8.GetBytes(journey.ToJsonString()));
        Assert.Empty(read.Diagnostics);
        Assert.Equal((4, 2), (read.Plan!.Roles.Length - 1, ((JourneyOrchestrator.Workflows.Definitions.HumanTaskNode)read.Plan.Nodes["approve"]).Escalation.Length));
    }

    [Fact]
    public void A_customer_brings_nobody_else_s_events_into_a_case()
    {
        var kit = Start(With(Stage("S", Task("Z")), Roles));
        Forbidden(kit, new Stimulus.AssignRole("payer", "ben", By("ada")), Ada, "adviser", "lead");
        var open = Start(With(Stage("S", Task("Z")), Roles, """{"assignRole":["customer"]}"""));
        Forbidden(open, new Stimulus.AssignRole("payer", "ben", By("ada")), Ada, "staff");
        Allowed(open, new Stimulus.AssignRole("adviser", "kim", By("ada")), Ada);
    }
}
