using System.Text.Json;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Crisis;
using JourneyOrchestrator.Silo.Orders;
using JourneyOrchestrator.Silo.Replay;
using JourneyOrchestrator.Silo.Replay.Crisis;
using JourneyOrchestrator.Silo.Replay.Orders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Replay.Tests;

/// <summary>Generated customers through the real host: what the reports say, compared with what was generated.</summary>
public sealed class GeneratedReplayTests
{
    private static readonly Lazy<Task<OrdersReport>> Orders = new(() => OrdersAsync(80, 5));
    private static readonly Lazy<Task<CrisisReport>> Crisis = new(() => CrisisAsync(80, 5));

    [Fact]
    public async Task Every_step_of_an_order_is_explained_and_every_order_comes_to_its_end()
    {
        var report = await Orders.Value;
        var scenario = OrdersScenario.Make(80, 5);
        var carts = scenario.Orders.Count(o => o.End != CartEnd.Ordered);

        Assert.Equal((80, scenario.Timeline.Count, 0L, 0L), (report.Customers, report.Signals, report.Unexplained, report.Incidents));
        Assert.Equal((carts, scenario.Orders.Count - carts), (report.Milestones["Cart abandoned"], report.Milestones["Order closed"]));
        Assert.DoesNotContain("failed", report.CasesByState.Keys);
    }

    [Fact]
    public async Task Each_parcel_that_came_was_seen_to_come_and_the_late_ones_were_seen_to_be_late()
    {
        var report = await Orders.Value;
        var parcels = OrdersScenario.Make(80, 5).Orders.Where(o => o.Cancels is null).SelectMany(o => o.Parcels).Where(p => p.End == ParcelEnd.Delivered).ToList();

        Assert.InRange(report.Parcels.Delivered, parcels.Count, parcels.Count + 8);   // some cancel too late
        Assert.InRange(report.Parcels.Late, parcels.Count(p => p.Failed == 0 && p.Comes >= p.Promised + NodaTime.Duration.FromDays(1)), 8);
        Assert.All(report.Refunds, refund => Assert.True(refund.Value is { Count: > 0, Cents: > 0 }));
    }

    [Fact]
    public async Task Everybody_who_is_affected_is_told_in_time_or_known_not_to_be_reachable()
    {
        var report = await Crisis.Value;
        var scenario = CrisisScenario.Make(80, 5);
        var certain = scenario.Customers.Sum(c => Disruption.All.Count(d => d.IsCyber ? c.Leaked : c.Train is { } train && d.Affects(train.Departure)));
        var unreachable = scenario.Customers.Where(c => c.Person.Channel is null).Sum(c => Disruption.All.Count(d => d.IsCyber ? c.Leaked : c.Train is { } train && d.Affects(train.Departure)));

        Assert.Equal((0L, 0L), (report.Unexplained, report.Incidents));
        Assert.Equal((certain, unreachable), (report.Affected.Certain, report.Affected.NotReachable));
        Assert.Equal(report.Affected.Told, report.Affected.InTime);
        Assert.InRange(report.Affected.Told, certain - unreachable, certain + report.Affected.Probable);
        Assert.Equal((certain, 3), (report.MadeGood.Cases, report.Milestones["Debriefed"]));
        Assert.True(report.MadeGood is { Paid: > 0, Cents: > 0, Apologies: > 0 });
    }

    [Fact]
    public async Task No_message_is_sent_too_late_and_none_without_consent_or_basis()
    {
        foreach (var messages in new[] { (await Orders.Value).Messages, (await Crisis.Value).Messages })
        {
            Assert.True(messages is { SentTooLate: 0, Sent: > 0 });
            Assert.True(messages.Suppressed["no-consent"] > 0);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report_apart_from_the_time_it_took()
    {
        Same(ReportJson.Write(await OrdersAsync(25, 9)), ReportJson.Write(await OrdersAsync(25, 9)));
        Same(ReportJson.Write(await CrisisAsync(25, 9)), ReportJson.Write(await CrisisAsync(25, 9)));
    }

    [Fact]
    public void Another_seed_gives_other_customers_and_customer_n_is_the_same_however_many_there_are()
    {
        string Signals(ulong seed, int count, string customer) => string.Join('\n', OrdersScenario.Make(count, seed).Timeline.Signals().Where(s => s.Subject == customer).Select(s => $"{s.At} {s.Type} {System.Text.Encoding.UTF8.GetString(s.Data.Span)}"));

        Assert.Equal(Signals(1, 3, "customer-000002"), Signals(1, 9, "customer-000002"));
        Assert.NotEqual(Signals(1, 3, "customer-000002"), Signals(2, 3, "customer-000002"));
    }

    private static void Same(string first, string second)
    {
        string[] timed = ["signalsPerSecond", "turnMilliseconds"];
        using var other = JsonDocument.Parse(second);
        using var one = JsonDocument.Parse(first);
        foreach (var member in one.RootElement.EnumerateObject().Where(m => !timed.Contains(m.Name)))
            Assert.Equal(member.Value.GetRawText(), other.RootElement.GetProperty(member.Name).GetRawText());
    }

    private static Task<OrdersReport> OrdersAsync(int customers, ulong seed) => PlayAsync(data => OrdersRun.RunAsync(OrdersScenario.Make(customers, seed), seed, new OrchestratorSettings(data), null, NullLoggerFactory.Instance, default));

    private static Task<CrisisReport> CrisisAsync(int customers, ulong seed) => PlayAsync(data => CrisisRun.RunAsync(CrisisScenario.Make(customers, seed), seed, new OrchestratorSettings(data), null, NullLoggerFactory.Instance, default));

    private static async Task<T> PlayAsync<T>(Func<string, Task<T>> play)
    {
        var data = Directory.CreateTempSubdirectory("journey-generated-");
        try
        {
            return await play(data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
