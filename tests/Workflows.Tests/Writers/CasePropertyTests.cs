using System.Text;
using FsCheck;
using FsCheck.Fluent;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Tests.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Workflows.Tests.Writers;

/// <summary>What holds of every case: written as CMMN, and from there as Elsa JSON, it is the same plan, and does the same.</summary>
public sealed class CasePropertyTests
{
    /// <summary>Beyond, a loop without end has shown what it can.</summary>
    private const int FactsMax = 3000;

    private static int compared;

    [Fact]
    public void Cases_are_the_same_plans_after_export_and_import_and_do_the_same()
    {
        // Always the same cases: what fails here fails everywhere.
        Prop.ForAll(RandomCase.All, Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(1, 3));
        Assert.True(compared > 100, $"only {compared} of the cases were free of errors");
    }

    private static void Holds(RandomCase random)
    {
        var read = ElsaReader.Read(random.ToJson());
        // Chance makes cases that start each other without end, or on-parts that never happen: those are refused before.
        if (read.HasErrors) return;
        compared++;
        var cmmn = DefinitionReader.Read(Encoding.UTF8.GetBytes(Written.Cmmn(read.Plan!))).Plan!;
        var elsa = DefinitionReader.Read(Encoding.UTF8.GetBytes(Written.Elsa(cmmn))).Plan!;
        var facts = Lived(read.Plan!, random);
        Assert.Equal(facts, Lived(cmmn, random));
        Assert.Equal(facts, Lived(elsa, random));
    }

    /// <summary>All that the case did, as text.</summary>
    private static string Lived(JourneyPlan plan, RandomCase random)
    {
        var kit = new CaseKit(plan);
        kit.Hand(new Stimulus.Start(null, ValueMap.Empty.With("flag", Value.True), null, ValueMap.Empty));
        foreach (var (kind, item) in random.Deeds)
        {
            if (kit.Facts.Count() > FactsMax) break;
            Do(kit, kind, $"i{item % random.Items.Length}");
        }
        return string.Join('\n', kit.Facts.Select(fact => Text(fact))) + kit.Snapshot;
    }

    private static string Text(Fact fact) => fact.ToString();

    private static void Do(CaseKit kit, int kind, string node)
    {
        switch (kind % 7)
        {
            case 0: kit.Send("one", Value.Of(1)); break;
            case 1: kit.Send("two", Value.Of(kind % 2)); break;
            case 2: kit.Wait(TimeSpan.FromMinutes(kind % 90)); break;
            default:
                if (kit.Newest(node) is not { } item) break;
                kit.Hand((kind % 7) switch
                {
                    3 => new Stimulus.CompleteTask(item.Ordinal, "Done", Value.Null, CaseKit.ByPerson),
                    4 => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.ManualStart, CaseKit.ByPerson),
                    5 => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Occur, CaseKit.ByPerson),
                    _ => new Stimulus.ActOnItem(item.Ordinal, ItemTransition.Terminate, CaseKit.ByPerson),
                });
                break;
        }
    }
}
