using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>Inputs that can't be decided. <see cref="Person"/> checks at each turn that the fold gives the live state, and that snapshots read back the same.</summary>
public sealed class SetAsideTests
{
    private static readonly Signal Update = new("1", "app", "customer.updated", "ann", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), Person.Json("""{"city":"York"}"""));

    private static Input Kept(Person ann, long seq)
    {
        var record = ann.Written.Single(r => r.Entry.Seq == seq).Entry;
        using var seal = ann.Keys.Open(record.Sealer == 0 ? ann.State.Key : record.Sealer);
        return SetAsideInputs.Read(EntryCodec.Decode(record, seal))!;
    }

    [Fact]
    public void What_is_set_aside_is_kept_and_changes_nothing_until_it_is_replayed()
    {
        var ann = new Person();
        ann.SetsAside(new Input.Event(Update));

        Assert.Equal(new Receipt(ReceiptKind.Accepted, 1) { SetAside = true }, ann.Receipt);
        Assert.Empty(ann.State.Traits);
        Assert.Equal(new SetAsideInput(1, 1), Assert.Single(ann.State.SetAside));
        var row = Assert.Single(ann.Record.SetAside);
        Assert.Equal((1L, 1L, "event", "customer.updated", true), (row.Customer, row.Seq, row.Kind, row.Type, row.Sealed is not null));

        ann.Replays(1, "mended");

        Assert.Equal("York", ann.State.Traits["city"].AsString());
        Assert.Equal(Update.Time, ann.Facts<TraitSet>().Single().Said);
        Assert.Equal(new InputResolved(1, 1, true, "eve", "mended"), ann.Facts<InputResolved>().Single());
        Assert.Empty(ann.State.SetAside);
        Assert.Null(Assert.Single(ann.Record.SetAside).Sealed);
    }

    [Fact]
    public void It_is_replayed_or_discarded_once()
    {
        var ann = new Person();
        ann.SetsAside(new Input.Event(Update)).Gets(new Input.Resolve(1, 1, Discard: true, "eve", "a test"));
        Assert.Empty(ann.State.Traits);
        Assert.False(ann.Facts<InputResolved>().Single().Replayed);

        ann.Gets(new Input.Resolve(1, 1, Discard: true, "eve", null));
        Assert.Equal((ReceiptKind.Refused, "not-set-aside"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
        ann.Replays(1);
        Assert.Equal((ReceiptKind.Refused, "not-set-aside"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));
    }

    [Fact]
    public void A_replay_that_is_refused_leaves_it_set_aside()
    {
        var ann = new Person();
        ann.SetsAside(new Input.Event(Update with { Data = Value.Of(7) })).Replays(1);

        Assert.Equal(ReceiptKind.Invalid, ann.Receipt.Kind);
        Assert.Equal(new SetAsideInput(1, 1), Assert.Single(ann.State.SetAside));
    }

    [Fact]
    public void Every_kind_reads_back_as_it_came()
    {
        var ann = new Person();
        Input[] inputs =
        [
            new Input.Event(Update with { Extensions = ValueMap.Empty.With("traceparent", Value.Of("00-1-2-01")), Actor = new Actor("kim", ["desk", "care"]) }),
            new Input.Event(Update with { Id = "2", Time = null, Data = Value.Null, Actor = Actor.Anybody() }),
            new Input.Event(Update with { Id = "3", Actor = Actor.Customer("ann") }),
            new Input.Topic("train:1", 7, new Signal("t", "/feed", "late", "train", Update.Time, Person.Json("""{"by":2.5}""")) { Extensions = ValueMap.Empty.With("latestonly", Value.True) }),
            new Input.TimerDue(123, Update.Time!.Value, 44),
            new Input.Internal(ann.Keys.Allocate(), "2-1-e1", new Signal("2-1-e1", "urn:customer:2", "told", "ann", Update.Time, Person.Json("[1,2]"))),
            new Input.EffectSettled("1-1-e1", EffectEnd.Dead, "HTTP 500"),
            new Input.EffectSettled("1-1-e2", EffectEnd.Sent, null),
        ];
        foreach (var input in inputs)
        {
            ann.SetsAside(input);
            Same(input, Kept(ann, ann.State.Seq));
        }
        Assert.Equal(inputs.Length, ann.State.SetAside.Length);
    }

    [Fact]
    public void A_timer_leaves_the_store_and_a_topic_event_counts_as_seen()
    {
        var ann = new Person();
        ann.SetsAside(new Input.TimerDue(9, ann.Now));
        Assert.Equal(new TimerChange(false, ann.Now.ToUnixMicroseconds(), 9), Assert.Single(ann.Record.Timers));

        ann.SetsAside(new Input.Topic("train:1", 7, Update));
        Assert.Equal(7, ann.State.Topics["train:1"]);
    }

    [Fact]
    public void What_came_from_somebody_erased_since_can_only_be_discarded()
    {
        var ann = new Person();
        var ben = ann.Keys.Allocate();
        ann.SetsAside(new Input.Internal(ben, "2-1-e1", new Signal("2-1-e1", "urn:customer:2", "told", "ann", null, Value.Of("secret of ben"))), "FormatException: secret of ben");
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(Opened(ann, ann.Record.SetAside.Single().Sealed!)), StringComparison.Ordinal);
        ann.Keys.Destroy(ben);

        ann.Replays(1);
        Assert.Equal((ReceiptKind.Refused, "not-readable"), (ann.Receipt.Kind, ann.Receipt.Problem!.Code));

        ann.Gets(new Input.Resolve(1, 1, Discard: true, "eve", null));
        Assert.Empty(ann.State.SetAside);
    }

    [Fact]
    public void It_goes_along_with_a_join_and_is_replayed_where_it_came_to()
    {
        var visitor = new Person(new FakeKeys(), "anon:1");
        visitor.SetsAside(new Input.Event(Update with { Subject = "anon:1" }));
        var ann = new Person(visitor.Keys, "ann");
        ann.Gets(visitor.JoinTo("ann"));
        Assert.Equal(new SetAsideInput(1, 1), Assert.Single(ann.State.SetAside));

        ann.Gets(new Input.Resolve(1, 1, Discard: false, "eve", null) { Kept = Kept(visitor, 1) });

        Assert.Equal("York", ann.State.Traits["city"].AsString());
        Assert.Empty(ann.State.SetAside);
        var gone = Assert.Single(ann.Record.SetAside);
        Assert.Equal((1L, 1L), (gone.Customer, gone.Seq));
    }

    [Fact]
    public void What_a_person_asks_for_is_not_set_aside()
    {
        var ann = new Person();
        Assert.Throws<ArgumentException>(() => ann.SetsAside(new Input.SetConsent("news", "email", false, "v1", "web", "ann")));
        Assert.Throws<ArgumentException>(() => ann.SetsAside(new Input.Resolve(1, 1, false, "eve", null)));
    }

    private static void Same(Input expected, Input actual)
    {
        if (expected is Input.Event { Signal: var one } && actual is Input.Event { Signal: var other })
        {
            Same(one, other);
            Assert.Equal((one.Actor?.Id, one.Actor?.IsCustomer, one.Actor?.Roles.IsDefault), (other.Actor?.Id, other.Actor?.IsCustomer, other.Actor?.Roles.IsDefault));
            if (one.Actor is { Roles.IsDefault: false } actor) Assert.Equal(actor.Roles.AsEnumerable(), other.Actor!.Roles.AsEnumerable());
        }
        else if (expected is Input.Topic first && actual is Input.Topic second)
        {
            Assert.Equal((first.Name, first.Position), (second.Name, second.Position));
            Same(first.Signal, second.Signal);
        }
        else Assert.Equal(expected, actual);
    }

    private static void Same(Signal expected, Signal actual)
    {
        Assert.Equal(expected with { Actor = null, Extensions = null }, actual with { Actor = null, Extensions = null });
        Assert.Equal(Value.OfMap(expected.Extensions ?? ValueMap.Empty), Value.OfMap(actual.Extensions ?? ValueMap.Empty));
    }

    private static byte[] Opened(Person ann, byte[] content)
    {
        using var seal = ann.Keys.Open(ann.State.Key)!;
        var plain = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(seal.TryOpen(content, plain));
        return plain.WrittenSpan.ToArray();
    }
}
