using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Migrations;

/// <summary>
/// A signal, a timer, the completion of a task and a migration, in every order, each killed between deciding and committing or not, each sent again or not:
/// nothing is lost and nothing happens twice.
/// </summary>
public sealed class MigrationInterleavingTests
{
    private const int Signal = 0, Timer = 1, Task = 2, Move = 3;

    [Theory]
    [InlineData(2)] // the timer is kept
    [InlineData(3)] // the timer is set anew, and its old row may be on its way already
    public void Whatever_comes_first_each_effect_comes_once_and_the_end_is_the_same(int version)
    {
        string? end = null;
        foreach (var order in Orders(4))
            for (var kills = 0; kills < 16; kills++)
                for (var again = 0; again < 4; again++)
                {
                    var said = Run(order, version, kills, again, rehearsed: again == 3);
                    end ??= said;
                    Assert.True(end == said, $"{string.Join('-', order)}, killed {kills}, again {again}:\n{said}\ninstead of\n{end}");
                }
    }

    [Fact]
    public void A_refused_move_is_as_if_nobody_had_asked()
    {
        string? end = null;
        foreach (var order in Orders(4))
            for (var kills = 0; kills < 16; kills += 5)
            {
                var said = Run(order, 9, kills, 1, rehearsed: true);
                end ??= said;
                Assert.Equal(end, said);
            }
    }

    /// <param name="again">0: nothing is sent again; 1: each thing right after itself; 2: everything at the end; 3: both.</param>
    private static string Run(int[] order, int version, int kills, int again, bool rehearsed)
    {
        var ledger = new Ledger(new JourneyCatalog([Migrations.Orders.First, Migrations.Orders.Second, Migrations.Orders.Third, Migrations.Orders.Wrong]));
        ledger.Do(new Input.Event(new Grains.Customers.Signal("hello", "app", "hello", "ann", null, Value.Null)));
        ledger.Do(new Input.StartCase("order", 1, null, ValueMap.Empty, "eve"));
        var stale = Assert.Single(ledger.Timers);
        ledger.Now = ledger.Now.AddHours(2);
        foreach (var what in order)
        {
            if (rehearsed) Move_(ledger, version, dryRun: true, killed: false);
            if ((kills >> what & 1) != 0) Do(ledger, what, version, stale, killed: true);
            Do(ledger, what, version, stale, killed: false);
            if ((again & 1) != 0) Do(ledger, what, version, stale, killed: false);
        }
        if ((again & 2) != 0)
            foreach (var what in order) Do(ledger, what, version, stale, killed: false);
        // The pump finds what a move has set anew.
        Do(ledger, Timer, version, stale, killed: false);
        return End(ledger, version);
    }

    private static void Do(Ledger ledger, int what, int version, TimerRow stale, bool killed)
    {
        switch (what)
        {
            case Signal: ledger.Do(new Input.Event(new Grains.Customers.Signal("go-1", "app", "go", "ann", null, Value.Null)), killed); break;
            case Task:
                var owned = ledger.State.Cases.Values.Single();
                ledger.Do(new Input.ActOnTask(owned.Id, owned.Items.First(i => i.Node == "ask").Ordinal, TaskAction.Complete, "eve", null, "reached", Value.Null), killed);
                break;
            case Move: Move_(ledger, version, dryRun: false, killed); break;
            default:
                foreach (var row in ledger.Timers.Append(stale).Distinct().OrderBy(r => r.Due).ToArray())
                    if (row.Due <= ledger.Now.ToUnixMicroseconds()) ledger.Do(new Input.TimerDue(row.Timer, UnixTime.FromMicroseconds(row.Due)), killed);
                break;
        }
    }

    private static void Move_(Ledger ledger, int version, bool dryRun, bool killed) =>
        ledger.Do(new Input.MigrateCase(ledger.State.Cases.Values.Single().Id, version, dryRun, "kim", null), killed);

    /// <summary>What the case and the world look like in the end, however they came there.</summary>
    private static string End(Ledger ledger, int version)
    {
        var owned = ledger.State.Cases.Values.Single();
        var names = ledger.Facts.OfType<ItemCreated>().ToDictionary(c => c.Item, c => c.Node);
        var messages = ledger.Facts.OfType<MessageQueued>().GroupBy(m => names[m.Item]).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal);
        var moves = ledger.Facts.OfType<ItemTransitioned>().Where(t => t.Transition is ItemTransition.Occur or ItemTransition.Complete or ItemTransition.Exit)
            .GroupBy(t => (names[t.Item], t.Transition)).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal);
        var items = owned.Items.Select(i => $"{i.Node} {i.State} {i.Due}").Order(StringComparer.Ordinal);
        Assert.Equal(["saidAsk 1", "saidGo 1", "saidLate 1"], messages);
        Assert.Equal(version == 9 ? 0 : 1, ledger.Facts.OfType<CaseMigrated>().Count());
        Assert.Empty(ledger.Timers);
        var tasks = ledger.Tasks.Select(t => $"{names[int.Parse(t.Key[(t.Key.LastIndexOf('t') + 1)..], System.Globalization.CultureInfo.InvariantCulture)]} {t.Value}").Order(StringComparer.Ordinal);
        return string.Join('\n', items.Concat(moves).Concat(tasks).Append($"{owned.Status} {owned.Version}"));
    }

    private static IEnumerable<int[]> Orders(int count)
    {
        if (count == 0) return [[]];
        return Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => order[..at].Append(count - 1).Concat(order[at..]).ToArray()));
    }
}
