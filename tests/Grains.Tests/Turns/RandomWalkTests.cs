using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Tests.Corpus;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Whatever comes in whatever order: <see cref="Person"/> checks after every turn that the journal folds to the live state.</summary>
public sealed class RandomWalkTests
{
    private const int StepsMax = 80;

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_journal_folds_to_the_live_state_whatever_comes_in_whatever_order(int seed)
    {
        var chance = new Random(seed);
        var ann = new Person(
            Journeys.Of("trip", "signal.data.booking", "restart", Journeys.Trigger("booked"), Journeys.Follow("follow", "'train:' + vars.got.train"), Journeys.Message("hello", "consent"),
                Journeys.Event("late", "delayed", "signal.data.minutes > 10"), Journeys.Score("judge", "patience", "vars.got.minutes"), Journeys.Delay("wait", "00:10:00"), Journeys.Publish("say", "waited"), Journeys.Task("call")),
            Journeys.Of("care", null, "oneAtATime", Journeys.Trigger("waited"), Journeys.SetTrait("mark", "waited", "now"), Journeys.Task("care")),
            People);
        for (var step = 0; step < StepsMax; step++) Step(ann, chance, step);

        Assert.True(ann.State.Seq > StepsMax / 4, $"Seed {seed} wrote only {ann.State.Seq} entries.");
    }

    private static void Step(Person ann, Random chance, int step)
    {
        ann.Now = ann.Now.AddMinutes(chance.Next(-2, 10));
        var train = $"train:{chance.Next(2)}";
        ann.Retains(train, step, (step, "delayed", """{"minutes":15}"""));
        switch (chance.Next(11))
        {
            case 0: ann.Hears("booked", $$"""{"booking":"{{chance.Next(3)}}","train":"{{chance.Next(2)}}"}"""); break;
            case 1: ann.Hears("delayed", $$"""{"minutes":{{chance.Next(40)}},"booking":"{{chance.Next(3)}}"}"""); break;
            case 2: ann.HearsOn(train, step + 1, "delayed", $$"""{"minutes":{{chance.Next(130)}}}"""); break;
            case 3: ann.Gets(new Input.SetConsent("delays", "sms", chance.Next(2) == 0, "v1", "app", "ann")); break;
            case 4: ann.Gets(new Input.ActOnCase(AnyCase(ann, chance), (CaseTransition)chance.Next(1, 7), "eve", null)); break;
            case 5: ann.Gets(new Input.ActOnItem(AnyCase(ann, chance), chance.Next(1, 12).ToString(CultureInfo.InvariantCulture), (ItemAction)chance.Next(11), "eve", null) { EndOthers = chance.Next(2) == 0 }); break;
            case 6: ann.Gets(new Input.ActOnTask(AnyCase(ann, chance), chance.Next(1, 12), (TaskAction)chance.Next(4), chance.Next(2) == 0 ? "eve" : "joe", "joe", "reached", Value.Null)); break;
            case 7: ann.Gets(new Input.StartCase(((string[])["trip", "care", "people"])[chance.Next(3)], null, null, ValueMap.Empty.With("payer", Value.Of("ben")), "eve")); break;
            case 8: ann.Gets(new Input.AssignRole(AnyCase(ann, chance), chance.Next(2) == 0 ? "payer" : "lead", chance.Next(3) == 0 ? null : "ben", "eve", null)); break;
            case 9: HearsOfRoles(ann, chance, step); break;
            default:
                if (ann.Written.SelectMany(r => r.Timers).LastOrDefault(t => t.Set) is { Timer: > 0 } timer) ann.Gets(new Input.TimerDue(timer.Timer, Ports.UnixTime.FromMicroseconds(timer.Due)));
                break;
        }
    }

    /// <summary>Somebody else gives and takes roles, and sends events for those that she gave.</summary>
    private static void HearsOfRoles(Person ann, Random chance, int step)
    {
        var type = ((string[])[RoleSignals.Assigned, RoleSignals.Withdrawn, RoleSignals.Event, "booked"])[chance.Next(4)];
        var about = type == RoleSignals.Event ? AnyCase(ann, chance) : new CaseId(7, 1, 0);
        var data = $$"""{"case":"{{about}}","role":"payer","owner":"ann","holder":"ben","effect":{{chance.Next(5)}},"hears":["booked","delayed"],"type":"tour.paid","id":"1","source":"x"}""";
        ann.Gets(new Input.Internal(ann.Keys.Allocate(), $"7-1-e{step}", new Signal($"r{step}", "urn:customer:7", type, "ann", null, Person.Json(data))));
    }

    private static JourneyPlan People => ElsaReader.Read(File.ReadAllBytes(Path.Combine(CorpusJournal.Folder, "people.json"))).Plan!;

    private static CaseId AnyCase(Person ann, Random chance) => ann.Cases.Count == 0 ? new CaseId(1, 1, 0) : ann.Cases[chance.Next(ann.Cases.Count)].Id;
}
