using System.Reflection;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace Cluster.Tests;

/// <summary>What silos tell each other comes as it was sent.</summary>
public sealed class WireTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 8, 0, 0, 123, 456, TimeSpan.FromHours(2));

    private static readonly Value Data = Value.OfMap(ValueMap.Empty
        .With("n", Value.Of(9_007_199_254_740_993)).With("d", Value.Of(2.0)).With("text", Value.Of("é\u0000\n")).With("none", Value.Null));

    private static readonly Signal Signal = new("1", "/shop", "bought", "anna", Time, Data)
    {
        Extensions = ValueMap.Empty.With("traceparent", Value.Of("00-1-2-01")), Actor = Actor.Customer("anna"),
    };

    private static readonly CaseId Case = new(7, 3, 1);

    private static readonly Input[] Inputs =
    [
        new Input.Event(Signal), new Input.Event(Signal with { Time = null, Data = Value.Null, Extensions = null, Actor = Actor.Anybody("kim") }),
        new Input.Topic("train", 12, Signal with { Actor = null }), new Input.TimerDue(4, Time, 9), new Input.Internal(5, "5-1.2", Signal), new Input.Join(5, "5-1.j", "anon", 4, "{}"),
        new Input.HandOver(), new Input.EffectSettled("5-1.2", EffectEnd.Withheld, "no-consent"), new Input.StartCase("rail", 2, "k", Data.AsMap(), "kim"),
        new Input.ActOnCase(Case, CaseTransition.Suspend, "kim", null) { Action = CaseAction.Suspend, Actor = Actor.Anybody("kim") },
        new Input.MigrateCase(Case, 3, true, "kim", "why"), new Input.ActOnItem(Case, "node", ItemAction.Move, "kim", null) { EndOthers = true },
        new Input.Plan(Case, "node", "kim", null), new Input.WriteFile(Case, "item", Data, "kim", null),
        new Input.ActOnTask(Case, 5, TaskAction.Complete, "kim", null, "done", Data) { Actor = new Actor("kim", ["care"]) },
        new Input.AssignRole(Case, "payer", "ben", "kim", null), new Input.SetConsent("news", "email", true, "v1", "web", "anna"), new Input.Resolve(7, 12, false, "kim", "mended"),
    ];

    [Fact]
    public void Every_kind_of_input_comes_as_it_was_sent()
    {
        var sent = Inputs.Select((input, i) => Delivery.To("anna", input) with { Trace = i % 2 == 0 ? null : "00-1-2-01" }).ToList();

        var got = InputWire.Read("anna", InputWire.Write(sent));

        for (var i = 0; i < sent.Count; i++)
        {
            Assert.Equal(sent[i].Trace, got[i]!.Value.Trace);
            Assert.Equal(InputWire.Write([sent[i]]), InputWire.Write([got[i]!.Value]));
            Assert.Equal(sent[i].Input.GetType(), got[i]!.Value.Input.GetType());
        }
        Assert.Equal(new Input.Topic("train", 12, Signal with { Actor = null }), got[2]!.Value.Input);
        // No roles at all are one thing, whatever roles there may be another.
        Assert.True(((Input.Act)got[9]!.Value.Input).Actor!.Roles.IsDefault);
        Assert.Equal(["care"], ((Input.Act)got[14]!.Value.Input).Actor!.Roles.ToArray());
    }

    [Fact]
    public void No_kind_of_input_is_forgotten()
    {
        var kinds = typeof(Input).GetNestedTypes(BindingFlags.Public).Where(type => !type.IsAbstract && typeof(Input).IsAssignableFrom(type));

        Assert.Equal(kinds.Select(type => type.Name).Order(), Inputs.Select(input => input.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void A_member_of_a_newer_version_is_left_alone_and_a_kind_of_one_is_told_apart()
    {
        var newer = InputWire.Read("anna", Encoding.UTF8.GetBytes("""[["timer",null,{"Timer":4,"Due":"2026-03-01T08:00:00+00:00","New":[1,{"a":2}]}]]"""));
        Assert.Equal(new Input.TimerDue(4, new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)), newer[0]!.Value.Input);

        var mixed = InputWire.Read("anna", Encoding.UTF8.GetBytes("""[["later",null,{"a":[{}]}],["handOver",null,{}]]"""));
        Assert.Null(mixed[0]);
        Assert.Equal(new Input.HandOver(), mixed[1]!.Value.Input);
    }

    [Fact]
    public void Receipts_come_as_they_were_sent()
    {
        Receipt[] sent = [Receipt.Accepted(4), Receipt.Unknown("/case", "No."), new(ReceiptKind.Accepted, 5, null, "7-5"), new(ReceiptKind.Duplicate, 6)];

        Assert.Equal(sent, ReceiptWire.Read(ReceiptWire.Write(sent)));
    }
}
