using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Corpus;

/// <summary>A customer to whom everything happens that a journal can tell of: each kind of fact, each kind of value.</summary>
internal static class Tour
{
    public static Person Take()
    {
        var (tour, states, desk) = (Plan("tour.json"), Plan("states.json"), Plan("desk.cmmn"));
        var ann = new Person(new FakeKeys(), "ann", tour, states, desk, Plan("move-1.json"), Plan("move-2.json"));
        ann.Retains("tour:old-town", 4, (2, "weather.changed", """{"sky":"grey"}"""), (4, "guide.changed", """{"guide":"Max"}"""));
        ann.Hears("customer.updated", """{"name":"Ann Bell","children":[{"age":4},{"age":9.5}],"member":true,"nick":null}""");
        ann.Gets(new Input.SetConsent("tours", "email", true, "v2", "desk", "eve"));
        ann.Hears("tour.begin", """{"tour":"old-town","points":60}""", ann.Now.AddMinutes(-3));
        ann.Gets(new Input.EffectSettled("1-3-e1", EffectEnd.Sent, null));
        ann.HearsOn("tour:old-town", 5, "guide.changed", """{"guide":"Moritz"}""");
        var timer = ann.Written[2].Timers.Single();
        ann.Now = ann.Now.AddHours(1);
        ann.Gets(new Input.TimerDue(timer.Timer, ann.Now));
        var task = ann.Cases[0].Items.Values.Single(i => i.Node == "ask").Ordinal;
        ann.Gets(new Input.ActOnTask(ann.Cases[0].Id, task, TaskAction.Claim, "eve", null, null, Value.Null));
        ann.Gets(new Input.ActOnTask(ann.Cases[0].Id, task, TaskAction.Complete, "eve", null, "liked", Person.Json("""{"why":"the tower"}""")));
        ann.Gets(new Input.ActOnItem(ann.Cases[0].Id, "bad", ItemAction.Skip, "eve", "no second score"));
        ann.Gets(new Input.StartCase("tour", null, "castle", ValueMap.Empty.With("asked", Value.True), "eve"));
        ann.Gets(new Input.ActOnCase(ann.Cases[^1].Id, CaseTransition.Suspend, "eve", "it rains"));
        ann.Gets(new Input.StartCase("states", null, null, ValueMap.Empty, "eve"));
        ann.Gets(new Input.StartCase("desk", null, null, ValueMap.Empty.With("asked", Value.True), "eve"));
        ann.Gets(new Input.WriteFile(ann.Cases.Last(c => c.Journey == "desk").Id, "letter", Person.Json("""{"from":"the mayor","pages":["one","two"]}"""), "eve", "it came by post"));
        ann.Gets(new Input.Plan(ann.Cases.Last(c => c.Journey == "desk").Id, "stamp", "eve", "asked for"));
        ann.Gets(new Input.StartCase("move", 1, null, ValueMap.Empty, "eve"));
        ann.Gets(new Input.ActOnTask(ann.Cases[^1].Id, 2, TaskAction.Complete, "eve", null, null, Value.Null));
        ann.Gets(new Input.MigrateCase(ann.Cases[^1].Id, 2, DryRun: false, "eve", "it is weighed now"));
        // Somebody who looked at a tour before she said who she was, and at last she turns out to be somebody else herself.
        var visitor = new Person(ann.Keys, "anon:phone", tour) { Now = ann.Now };
        visitor.Hears("customer.updated", """{"name":"A.","city":"York"}""", ann.Now.AddDays(-1));
        visitor.Hears("tour.begin", """{"tour":"river","points":10}""");
        ann.Gets(visitor.JoinTo("ann"));
        WithPeople(ann);
        ann.SetsAside(new Input.Event(new Signal("late", "app", "tour.left", "ann", ann.Now, Person.Json("""{"tour":"old-town"}"""))));
        ann.Replays(ann.State.Seq, "mended");
        (ann.Now, ann.EndedCasesMax) = (ann.Now.AddDays(1), 0);
        ann.Gets(new Input.StartCase("tour", null, "harbour", ValueMap.Empty, "eve"));
        ann.RunningCasesMax = 1;
        ann.Hears("tour.begin", """{"tour":"cellars","points":5}""");
        ann.Gets(new Input.Event(new Signal("who", "app", "customer.identified", "anon:ann", null, Person.Json("""{"customer":"anna"}"""))));
        return ann;
    }

    /// <summary>A task that escalates and takes two, in a case whose payer is somebody else; and a case of somebody else whose payer she is.</summary>
    private static void WithPeople(Person ann)
    {
        ann.Journeys = ann.Journeys.With(Plan("people.json"));
        ann.Gets(new Input.StartCase("people", null, null, ValueMap.Empty.With("payer", Value.Of("ben")), "eve"));
        var (id, timer) = (ann.Cases.Last(c => c.Journey == "people").Id, ann.Record.Timers.Single());
        ann.Now = ann.Now.AddHours(1);
        ann.Gets(new Input.TimerDue(timer.Timer, ann.Now));
        ann.Gets(new Input.ActOnTask(id, ann.State.Cases[id].Items.Values.Single(i => i.Task is not null).Ordinal, TaskAction.Complete, "lea", null, "Done", Person.Json("""{"paid":12.5}""")));
        ann.Gets(new Input.AssignRole(id, "payer", null, "eve", "pays herself"));
        var ben = new Person(ann.Keys, "ben", Plan("people.json")) { Now = ann.Now };
        ben.Hears("customer.updated", """{"name":"Ben"}""").Gets(new Input.StartCase("people", null, null, ValueMap.Empty.With("payer", Value.Of("ann")), "eve"));
        ben.TellsTo(ann);
        ann.Hears("tour.paid", """{"amount":12.5}""");
    }

    private static JourneyPlan Plan(string file)
    {
        var read = DefinitionReader.Read(File.ReadAllBytes(Path.Combine(CorpusJournal.Folder, file)));
        Assert.True(read.Plan is not null && !read.HasErrors, string.Join('\n', read.Diagnostics));
        return read.Plan;
    }
}
