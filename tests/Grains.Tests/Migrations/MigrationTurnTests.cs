using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Tests.Harness;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Tests.Migrations;

/// <summary>A migration is a turn like any other (the harness folds it, reads it back, and compares). What is refused, and a dry run, change nothing.</summary>
public sealed class MigrationTurnTests
{
    private static Person Started() => new Person(Orders.First, Orders.Second, Orders.Third, Orders.Wrong).Hears("hello").Gets(new Input.StartCase("order", 1, null, ValueMap.Empty, "eve"));

    private static Person Move(Person ann, int version, bool dryRun = false) => ann.Gets(new Input.MigrateCase(ann.Cases[0].Id, version, dryRun, "kim", "new rules"));

    [Fact]
    public void The_journal_says_who_moved_the_case_why_and_between_which_versions()
    {
        var ann = Move(Started(), 2);

        Assert.Equal((ReceiptKind.Accepted, 2), (ann.Receipt.Kind, ann.Cases[0].Version));
        Assert.Equal(("command", "case.migrate", "kim"), (ann.Entry!.Input.Kind, ann.Entry.Input.Type, ann.Entry.Input.Source));
        var moved = Assert.Single(ann.Facts<CaseMigrated>());
        Assert.Equal((1, 2, "kim", "new rules"), (moved.From, moved.To, moved.Rule.By, moved.Rule.Reason));
        Assert.All(ann.Facts<ItemTransitioned>().Where(t => t.Transition == ItemTransition.Exit), t => Assert.Equal("kim", t.Rule.By));
    }

    [Fact]
    public void A_dry_run_foretells_exactly_what_the_move_does_and_writes_nothing()
    {
        var ann = Started();
        var written = ann.Written.Count;
        var foretold = Move(ann, 2, dryRun: true).Receipt.Migration!;
        Assert.Equal((written, 1, null), (ann.Written.Count, ann.Cases[0].Version, ann.Entry));

        var done = Move(ann, 2).Receipt.Migration!;

        Assert.Equal((false, true), (foretold.Moved, done.Moved));
        Assert.Equal(done.Kept.AsEnumerable(), foretold.Kept);
        Assert.Equal(done.Added.AsEnumerable(), foretold.Added);
        Assert.Equal(done.Dropped.AsEnumerable(), foretold.Dropped);
        Assert.Equal(done.Told.AsEnumerable(), foretold.Told);
        Assert.Equal(done.Evaluated.AsEnumerable(), foretold.Evaluated);
        Assert.Equal(["new"], done.Added.Select(a => a.Node));
        Assert.Equal(["old"], done.Dropped.Select(a => a.Node));
    }

    [Fact]
    public void Rows_of_tasks_and_timers_follow()
    {
        var ann = Move(Started(), 3);
        var ask = ann.Cases[0].Items.Single(i => i.Node == "ask").Ordinal;
        var old = ann.Cases[0].Items.Single(i => i.Node == "old").Ordinal;
        var late = ann.Cases[0].Items.Single(i => i.Node == "late");
        Assert.Equal("gone", ann.Record.Tasks.Single(t => t.Id == CaseParts.TaskId(ann.Cases[0].Id, old)).Status);
        Assert.DoesNotContain(ann.Record.Tasks, t => t.Id == CaseParts.TaskId(ann.Cases[0].Id, ask));
        Assert.Equal([false, true], ann.Record.Timers.Select(t => t.Set));
        Assert.Equal(ann.Now.AddMinutes(30), late.Due);

        Move(ann, 2);
        Assert.Contains(ann.Record.Tasks, t => t.Id == CaseParts.TaskId(ann.Cases[0].Id, ask) && t.Status == "open");
        Assert.Equal("Please call ann", ann.Cases[0].Item(ask)!.Task!.Title);
    }

    [Fact]
    public void The_same_version_an_unknown_one_and_an_unknown_case_are_refused()
    {
        var ann = Started();
        Assert.Equal((ReceiptKind.Refused, "migration-same-version", "/version"), Said(Move(ann, 1)));
        Assert.Equal((ReceiptKind.Unknown, "migration-unknown-version", "/version"), Said(Move(ann, 77)));
        Assert.Equal(ReceiptKind.Unknown, ann.Gets(new Input.MigrateCase(new CaseId(ann.State.Key, 99, 0), 2, false, "kim", null)).Receipt.Kind);
        Assert.Equal(ReceiptKind.Unknown, Move(ann, 77, dryRun: true).Receipt.Kind);
    }

    [Theory]
    [InlineData(CaseTransition.Terminate)]
    [InlineData(CaseTransition.Close)]
    public void A_case_that_has_ended_is_refused(CaseTransition end)
    {
        var ann = Started();
        if (end == CaseTransition.Close) ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, CaseTransition.Suspend, "eve", null));
        ann.Gets(new Input.ActOnCase(ann.Cases[0].Id, end, "eve", null));
        Assert.Equal((ReceiptKind.Refused, "migration-case-ended", "/id"), Said(Move(ann, 2)));
    }

    [Fact]
    public void Conflicts_are_named_and_nothing_moves()
    {
        var ann = Started();
        Assert.Equal((ReceiptKind.Refused, "migration-type-changed", "/version"), Said(Move(ann, 9)));
        var report = ann.Receipt.Migration!;
        Assert.Equal(("old", false), (Assert.Single(report.Conflicts).Node, report.Moved));
        Assert.Equal(1, ann.Cases[0].Version);

        Assert.Equal(ReceiptKind.Accepted, Move(ann, 9, dryRun: true).Receipt.Kind);
        Assert.Equal(report.Conflicts.AsEnumerable(), ann.Receipt.Migration!.Conflicts);
        Assert.Null(ann.Entry);
    }

    [Fact]
    public void What_is_retained_on_a_topic_that_the_new_version_follows_is_heard_in_that_turn_and_foretold()
    {
        static Workflows.Definitions.JourneyPlan Plan(int version, string topic) => Orders.Read("trip", version, [
            Journeys.Task("stay"), Journeys.Follow("follow", topic), Journeys.Event("heard", "delayed"), Orders.Entering(Journeys.Message("said", "contract"), null, "heard.occur")]);
        var ann = new Person(Plan(1, "'train:1'"), Plan(2, "'train:2'")).Retains("train:2", 5, (5, "delayed", """{"by":7}"""));
        ann.Hears("hello").Gets(new Input.StartCase("trip", 1, null, ValueMap.Empty, "eve"));

        var foretold = Move(ann, 2, dryRun: true).Receipt.Migration!;
        Move(ann, 2);

        Assert.Equal(["train:2"], ann.Cases[0].Topics.AsEnumerable());
        Assert.Equal([("train:1", -1), ("train:2", 5)], ann.Record.Follows.Select(f => (f.Topic, f.Seen)).Order());
        Assert.Single(ann.Facts<MessageQueued>());
        Assert.Contains(foretold.Evaluated, move => move is { Node: "heard", Transition: ItemTransition.Occur });
        Assert.Equal(ann.Receipt.Migration!.Evaluated.AsEnumerable(), foretold.Evaluated);
    }

    [Fact]
    public void A_called_case_is_kept_and_its_end_is_heard_in_the_new_version()
    {
        var ann = Calling(out var calling, out var called);
        ann.Gets(new Input.MigrateCase(calling, 2, false, "kim", null));
        Assert.True(ann.State.Cases[called].Running);
        ann.Gets(new Input.ActOnTask(called, 2, TaskAction.Complete, "eve", null, null, Value.Null));
        Assert.Equal(ItemState.Completed, ann.State.Cases[calling].Items.Single(i => i.Node == "call").State);
        Assert.Equal(ItemState.Active, ann.State.Cases[calling].Items.Single(i => i.Node == "after").State);
    }

    [Fact]
    public void A_case_whose_caller_the_move_drops_ends_with_it()
    {
        var ann = Calling(out var calling, out var called);
        ann.Gets(new Input.MigrateCase(calling, 3, false, "kim", null));
        Assert.Equal((CaseStatus.Terminated, CaseStatus.Active), (ann.State.Cases[called].Status, ann.State.Cases[calling].Status));
        ann.Hears("hello"); // and nothing stumbles over it afterwards
        Assert.Equal(ReceiptKind.Accepted, ann.Receipt.Kind);
    }

    /// <summary>Case tasks come with CMMN: the journey is read as XML.</summary>
    private static Person Calling(out CaseId calling, out CaseId called)
    {
        static Workflows.Definitions.JourneyPlan Plan(string id, int version, string items)
        {
            var xml = $"""
                <definitions xmlns="http://www.omg.org/spec/CMMN/20151109/MODEL" targetNamespace="http://example.org"><case id="{id}"><casePlanModel id="model">{items}</casePlanModel></case></definitions>
                """;
            var read = Workflows.Readers.DefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes(xml));
            Assert.True(read.Plan is not null && !read.HasErrors, string.Join('\n', read.Diagnostics));
            return read.Plan with { Version = version };
        }
        const string Stay = """<planItem id="stay" definitionRef="work"/><humanTask id="work" name="Work"/>""", Call = """<planItem id="call" definitionRef="task"/><caseTask id="task" caseRef="sub"/>""";
        const string After = """<planItem id="after" definitionRef="work"><entryCriterion sentryRef="s"/></planItem><sentry id="s"><planItemOnPart sourceRef="call"><standardEvent>complete</standardEvent></planItemOnPart></sentry>""";
        var sub = Plan("sub", 1, """<planItem id="do" definitionRef="doing"/><humanTask id="doing" name="Do"/>""");
        var ann = new Person(sub, Plan("main", 1, Stay + Call), Plan("main", 2, Stay + Call + After), Plan("main", 3, Stay));
        ann.Hears("hello").Gets(new Input.StartCase("main", 1, null, ValueMap.Empty, "eve"));
        (calling, called) = (ann.Cases.Single(c => c.Journey == "main").Id, ann.Cases.Single(c => c.Journey == "sub").Id);
        return ann;
    }

    private static (ReceiptKind, string, string) Said(Person ann) => (ann.Receipt.Kind, ann.Receipt.Problem!.Code, ann.Receipt.Problem.Field);
}
