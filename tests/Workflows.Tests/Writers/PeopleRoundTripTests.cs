using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Readers.Cmmn;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Tests.Readers;
using static JourneyOrchestrator.Workflows.Tests.Kernel.Js;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>Roles, rights, escalations and four eyes in both formats and back.</summary>
public sealed class PeopleRoundTripTests
{
    private static readonly XNamespace Model = "http://www.omg.org/spec/CMMN/20151109/MODEL";

    private static JsonObject Rights(params (string Operation, string Role)[] rights) => new(rights.Select(r => KeyValuePair.Create(r.Operation, (JsonNode?)List([.. r.Role.Split(' ').Select(role => (JsonNode)role)]))));

    private static JsonObject Role(string id, string? name = null) => name is null ? new JsonObject { ["id"] = id } : new JsonObject { ["id"] = id, ["name"] = name };

    private static JsonObject WithRoles(JsonObject journey, params JsonNode[] roles) => journey.Set("customProperties", new JsonObject { ["journey"] = new JsonObject { ["roles"] = List(roles) } });

    private static JsonObject ForRole(string id, string role) => Task(id).Set("role", Literal(role));

    private static XElement Cmmn(JourneyPlan plan) => XElement.Parse(Written.Cmmn(Written.Both(plan)));

    private static bool IsExtended(XElement element) => element.DescendantsAndSelf().Any(e => e.Name.NamespaceName == "urn:journey-orchestrator:cmmn");

    [Fact]
    public void All_that_is_said_of_people_is_the_same_in_both_formats()
    {
        var journey = WithRoles(
            Journey(Stage("root",
                ForRole("propose", "adviser").Set("priority", -2).Set("fourEyes", true),
                ForRole("approve", "lead").Set("rights", Rights(("skip", "lead"), ("*", "adviser lead"))).Set("due", Literal("08:00:00")).Set("fourEyes", new JsonObject { ["differsFrom"] = List("propose"), ["completions"] = 3 })
                    .Set("escalation", List(new JsonObject { ["after"] = Cel("duration('30m')"), ["priority"] = 0 }, new JsonObject { ["after"] = "02:00:00", ["role"] = Cel("vars.x"), ["assignee"] = "lea", ["start"] = "tell" }, new JsonObject { ["role"] = Literal("") })),
                ForRole("sign", "lead").Set("fourEyes", new JsonObject { ["differsFrom"] = List("approve", "propose") }).Set("escalation", new JsonObject { ["after"] = "1.00:00:00", ["role"] = new JsonObject { ["typeName"] = "String" } }),
                Line("tell").Set("id", "tell").Control("manualActivation"),
                AutoStage("care", Act("Journey.Task", "plain").Set("rights", Rights(("complete", "adviser")))).Set("rights", Rights(("terminate", "lead"))),
                Act("Journey.UserEventListener", "stop").Set("rights", Rights(("complete", "customer"), ("terminate", "lead"))),
                Act("Elsa.Event", "paid", ("eventName", Literal("paid"))).Set("rights", Rights(("complete", "robot")))).Set("rights", Rights(("complete", "lead"))), ("x", "lead")).Set("inputs", List(new JsonObject { ["name"] = "payer" })),
            Role("payer", "Who pays").Set("customer", true).Set("hears", List("payment.made", "payment.lost")).Set("assigned", new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Input", ["value"] = new JsonObject { ["name"] = "payer" } } }),
            Role("adviser").Set("assigned", Literal("kim")), Role("lead", "Team lead"), Role("robot"));
        journey["customProperties"]!["journey"]!["rights"] = Rights(("cancel", "lead"), ("reopen", "adviser lead"));
        var plan = Written.Plan(journey);
        var xml = Cmmn(plan);
        Assert.Equal(["payer", "adviser", "lead", "robot", "customer"], xml.Descendants(Model + "role").Select(r => r.Attribute("name")!.Value));
        // What CMMN has a word for is said in it as well, for other tools.
        Assert.Equal("role5", xml.Descendants(Model + "userEventListener").Single().Attribute("authorizedRoleRefs")!.Value);
        Assert.Equal(["role3", "role2", "role3"], xml.Descendants(Model + "humanTask").Select(t => t.Attribute("performerRef")!.Value));
    }

    [Fact]
    public void Roles_that_are_no_more_than_names_performers_and_rights_of_listeners_need_no_extension_of_ours()
    {
        var journey = WithRoles(Journey(Stage("root", ForRole("a", "lead").Set("title", Literal("a")).Set("definition", "t"), Act("Journey.UserEventListener", "stop").Set("definition", "u").Set("rights", Rights(("complete", "lead customer"))))), Role("unused"), Role("lead"))
            .Set("options", new JsonObject { ["incidentStrategyType"] = "ContinueWithIncidentsStrategy" });
        journey["customProperties"]!["journey"]!["inputsAreVariables"] = true;
        var plan = Written.Plan(journey);
        var xml = Cmmn(plan);
        Assert.False(IsExtended(xml));
        Assert.Equal("role2", xml.Descendants(Model + "humanTask").Single().Attribute("performerRef")!.Value);
        Assert.Equal("role2 role3", xml.Descendants(Model + "userEventListener").Single().Attribute("authorizedRoleRefs")!.Value);
        // Flowable and Camunda know groups.
        foreach (var dialect in (PlanDialect[])[PlanDialect.Flowable, PlanDialect.Camunda])
            Assert.Null(Cmmn(plan with { Dialect = dialect }).Descendants(Model + "humanTask").Single().Attribute("performerRef"));
    }

    [Fact]
    public void A_journey_that_declares_no_roles_stays_as_open_as_it_is()
    {
        var plan = Written.Plan(Journey(Stage("root", Act("Journey.UserEventListener", "stop").Set("rights", Rights(("complete", "lead"))))));
        Assert.Empty(plan.Roles);
        Assert.Single(Cmmn(plan).Descendants(Model + "role"));
    }

    [Fact]
    public void Properties_that_say_nothing_of_roles_leave_those_of_the_case()
    {
        static JourneyPlan Read(string properties) => Assert.Single(CmmnReader.Read(Encoding.UTF8.GetBytes($$"""
            <definitions xmlns="{{Model}}" targetNamespace="t"><case id="c"><extensionElements><j:properties xmlns:j="urn:journey-orchestrator:cmmn">{{properties}}</j:properties></extensionElements>
            <casePlanModel id="m"><planItem id="a" definitionRef="t"/><task id="t"/></casePlanModel><caseRoles><role id="r" name="adviser"/></caseRoles></case></definitions>
            """)).Plans);
        Assert.Equal(["adviser"], Read("{}").Roles.Select(r => r.Id));
        Assert.Empty(Read("""{"customProperties":{"journey":{"roles":[]}}}""").Roles);
        Assert.True(Read("""{"customProperties":{"journey":{"roles":[{"id":"adviser","customer":true}]}}}""").Roles.Single().Customer);
    }

    [Fact]
    public void Roles_of_cmmn_go_through_elsa_json()
    {
        var read = CmmnReader.Read(Encoding.UTF8.GetBytes($"""
            <definitions xmlns="{Model}" targetNamespace="t"><case id="c"><casePlanModel id="m"><planItem id="a" definitionRef="t"/><planItem id="b" definitionRef="u"/>
            <humanTask id="t" performerRef="r2"/><userEventListener id="u" authorizedRoleRefs="r1 r2"/></casePlanModel><caseRoles><role id="r1" name="An adviser"/><role id="r2" name="case-worker"/><role id="r3"/></caseRoles></case></definitions>
            """));
        Assert.Empty(read.Diagnostics);
        Assert.False(IsExtended(Cmmn(read.Plans[0])));
    }
}
