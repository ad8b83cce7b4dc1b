using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Corpus;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Definitions;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Readers.Elsa;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Turns;

/// <summary>A case of one customer in which another one has a role, and hears through it.</summary>
public sealed class RoleTests
{
    private static readonly JourneyPlan People = ElsaReader.Read(File.ReadAllBytes(Path.Combine(CorpusJournal.Folder, "people.json"))).Plan!;

    private readonly FakeKeys keys = new();
    private readonly Person ann, ben;

    public RoleTests()
    {
        (ann, ben) = (new Person(keys, "ann", People), new Person(keys, "ben", People));
        ann.Hears("hello").Gets(new Input.StartCase("people", null, null, ValueMap.Empty.With("payer", Value.Of("ben")), "eve"));
    }

    private ItemState Paid => ann.Cases[0].Items.Values.Single(i => i.Node == "paid").State;

    [Fact]
    public void Who_gets_the_role_is_told_and_what_that_customer_does_reaches_the_case()
    {
        ann.TellsTo(ben);
        var held = Assert.Single(ben.State.HeldRoles);
        Assert.Equal(("ann", "ben", "payer", ann.Cases[0].Id), (held.Owner, held.Holder, held.Role, held.Case));
        Assert.Equal(("internal", "case.role.assigned"), (ben.Entry!.Input.Kind, ben.Entry.Input.Type));

        ben.Hears("tour.paid", """{"amount":12}""").TellsTo(ann);
        Assert.Equal(ItemState.Completed, Paid);
        Assert.Equal(("internal", "case.role.event", ben.State.Key), (ann.Entry!.Input.Kind, ann.Entry.Input.Type, ann.Record.Entry.Sealer));
        Assert.Empty(ben.Cases);
    }

    [Fact]
    public void Other_events_stay_where_they_are_and_start_nothing_with_the_other()
    {
        ann.TellsTo(ben);
        ben.Hears("tour.begin", """{"tour":"river"}""");
        Assert.Empty(ben.Entry!.Effects);
        Assert.Single(ann.Cases);
    }

    [Fact]
    public void An_effect_that_comes_twice_has_one_identity()
    {
        ann.TellsTo(ben);
        var first = Assert.Single(ben.Hears("tour.paid").Entry!.Effects);
        var second = Assert.Single(ben.Hears("tour.paid").Entry!.Effects);
        Assert.Equal(($"{ben.State.Key}-{ben.State.Seq - 1}-r0", $"{ben.State.Key}-{ben.State.Seq}-r0"), (first.Id, second.Id));
        // The outbox says how it ended: nothing of a case, so nothing to note.
        Assert.Null(ben.Gets(new Input.EffectSettled(first.Id, EffectEnd.Sent, null)).Entry);
    }

    [Fact]
    public void What_is_on_its_way_when_the_role_is_withdrawn_is_kept_and_reaches_nothing()
    {
        ann.TellsTo(ben);
        ben.Hears("tour.paid");
        var late = ben.Entry;
        ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "payer", null, "eve", "pays herself"));
        ben.TellsTo(ann);
        Assert.NotNull(late);
        Assert.Equal((ItemState.Available, ReceiptKind.Accepted), (Paid, ann.Receipt.Kind));
        Assert.Equal(("payer", "ben"), (ann.Facts<RoleWithdrawn>().Single().Role, ann.Facts<RoleWithdrawn>().Single().Who));
        ann.TellsTo(ben);
        Assert.Empty(ben.State.HeldRoles);
    }

    [Fact]
    public void What_comes_out_of_order_does_not_bring_back_or_take_away_a_role()
    {
        var (id, given) = (ann.Cases[0].Id, Told());
        ann.Gets(new Input.AssignRole(id, "payer", null, "eve", null));
        var taken = Told();
        ann.Gets(new Input.AssignRole(id, "payer", "ben", "eve", null));
        var again = Told();
        foreach (var input in new[] { again, taken, given }) ben.Gets(input);
        Assert.Equal(3, Assert.Single(ben.State.HeldRoles).Effect);
        ben.Hears("tour.paid").TellsTo(ann);
        Assert.Equal(ItemState.Completed, Paid);
    }

    private Input.Internal Told()
    {
        var effect = Assert.Single(ann.Entry!.Effects.OfType<Effect.Internal>());
        return new Input.Internal(ann.State.Key, effect.Id, new Signal(effect.Id, $"urn:customer:{ann.State.Key}", effect.EventType, effect.Customer, ann.Now, effect.Payload));
    }

    [Fact]
    public void Another_holder_keeps_the_role_when_the_one_before_still_sends()
    {
        ann.TellsTo(ben);
        ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "payer", "carl", "eve", null));
        ben.Hears("tour.paid").TellsTo(ann);
        Assert.Equal(("carl", ItemState.Available), (ann.Cases[0].Holder("payer")!.Who, Paid));
    }

    [Fact]
    public void Withdrawn_given_to_another_and_over_with_the_case()
    {
        var carl = new Person(keys, "carl", People);
        ann.TellsTo(ben);
        ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "payer", "carl", "eve", null)).TellsTo(ben);
        Assert.Empty(ben.State.HeldRoles);
        ann.TellsTo(carl);
        Assert.Single(carl.State.HeldRoles);
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Terminate, "eve", "over")).TellsTo(carl);
        Assert.Empty(carl.State.HeldRoles);
        Assert.Empty(ann.Cases[0].Roles);
    }

    [Fact]
    public void Roles_of_a_visitor_are_the_customer_s_after_a_join()
    {
        var visitor = new Person(keys, "anon:phone", People);
        ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "payer", "anon:phone", "eve", null)).TellsTo(visitor);
        ben.Hears("hello").Gets(visitor.JoinTo("ben"));
        Assert.Equal("anon:phone", Assert.Single(ben.State.HeldRoles).Holder);
        ben.Hears("tour.paid").TellsTo(ann);
        Assert.Equal(ItemState.Completed, Paid);
    }

    [Fact]
    public void What_is_known_of_somebody_erased_is_no_role_any_more()
    {
        ann.TellsTo(ben);
        var entry = EntryCodec.Decode(ben.Record.Entry, null); // ann's key is destroyed
        var folded = new CustomerState(ben.State.Key, "ben");
        folded.Apply(entry);
        Assert.Empty(folded.HeldRoles);
    }

    [Fact]
    public void Roles_are_given_with_author_and_reason_and_not_to_whom_there_is_no_role()
    {
        ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "lead", "lea", "eve", "knows her"));
        Assert.Equal(("lead", "lea", "eve", "knows her"), (ann.Facts<RoleAssigned>().Single().Role, ann.Facts<RoleAssigned>().Single().Who, ann.Facts<RoleAssigned>().Single().Rule.By, ann.Facts<RoleAssigned>().Single().Rule.Reason));
        Assert.Equal("role.assign", ann.Entry!.Input.Type);
        Assert.Equal(ReceiptKind.Unknown, ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "pilot", "lea", "eve", null)).Receipt.Kind);
        Assert.Equal(ReceiptKind.Refused, ann.Gets(new Input.AssignRole(ann.Cases[0].Id, "customer", "lea", "eve", null)).Receipt.Kind);
        Assert.Equal(ReceiptKind.Unknown, ann.Gets(new Input.AssignRole(new CaseId(9, 9, 0), "lead", "lea", "eve", null)).Receipt.Kind);
    }

    [Fact]
    public void A_task_shows_priority_escalation_and_who_answers_for_it()
    {
        var timer = ann.Record.Timers.Single();
        ann.Now = ann.Now.AddHours(1);
        ann.Gets(new Input.TimerDue(timer.Timer, ann.Now));
        var row = Assert.Single(ann.Record.Tasks);
        Assert.Equal(("lead", "claimed"), (row.Role, row.Status));
        ann.Gets(new Input.ActOnTask(ann.Cases[0].Id, ann.Cases[0].Items.Values.Single(i => i.Task is not null).Ordinal, TaskAction.Complete, "lea", null, "Done", Value.Null));
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(keys.Open(ann.State.Key)!.TryOpen(ann.Record.Tasks.Single().Sealed, bytes));
        var view = TaskCodec.Read(bytes.WrittenSpan);
        Assert.Equal((4, 1, ann.Now, "open", "lea"), (view.Marks!.Priority, view.Marks.Escalations, view.Marks.EscalatedAt, view.Status, Assert.Single(view.Marks.Signers)));
    }
}
