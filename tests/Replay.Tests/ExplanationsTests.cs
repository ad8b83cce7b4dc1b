using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Silo.Play;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace Replay.Tests;

/// <summary>The figure <c>unexplained</c> of the report: what it counts.</summary>
public sealed class ExplanationsTests
{
    private static readonly DateTimeOffset Now = new(2025, 9, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly CaseId Case = new(1, 1, 0);

    private static readonly MessageQueued Message = new(
        Case, 3, 1, "push", "trip-updates", "delay", "Late.", null, "consent", Now.AddDays(-1), null, null, new Rule(RuleKind.Consent, "consent"));

    private static bool Explained(Fact fact, string kind = "event", string? id = "1", string? source = "/feed", string type = "train.updated") =>
        Explanations.Explained(new Entry(1, Now, Now, "ann", new EntryInput(kind, id, source, type, Value.Null), [fact], [], new EntryVersions("1", "2025b")), fact);

    [Fact]
    public void A_fact_is_explained_by_its_input_and_its_rule()
    {
        Assert.True(Explained(Message));
        Assert.True(Explained(new ItemTransitioned(Case, 3, ItemTransition.Start, [], new Rule(RuleKind.Sentry, "trainLost"))));
        Assert.True(Explained(new ItemTransitioned(Case, 3, ItemTransition.Complete, [], new Rule(RuleKind.Person) { By = "eve" })));
    }

    [Fact]
    public void An_input_that_does_not_say_what_came_explains_nothing()
    {
        Assert.False(Explained(Message, kind: ""));
        Assert.False(Explained(Message, type: ""));
        Assert.False(Explained(Message, id: null));
        Assert.False(Explained(Message, source: null));
    }

    [Fact]
    public void A_message_needs_a_consent_that_was_given_before_or_another_basis()
    {
        Assert.False(Explained(Message with { ConsentSince = null }));
        Assert.False(Explained(Message with { ConsentSince = Now.AddSeconds(1) }));
        Assert.False(Explained(Message with { Basis = "" }));
        Assert.False(Explained(Message with { Rule = Rule.Structure }));
        Assert.True(Explained(Message with { Basis = "legalObligation", ConsentSince = null }));
        Assert.False(Explained(new MessageSuppressed(Case, 3, "push", "trip-updates", "delay", "consent", "", new Rule(RuleKind.Consent, "no-consent"))));
    }

    [Theory]
    [InlineData(RuleKind.Sentry)]
    [InlineData(RuleKind.Interrupt)]
    [InlineData(RuleKind.Edge)]
    [InlineData(RuleKind.Person)]
    public void A_rule_that_does_not_say_which_or_who_explains_nothing(RuleKind kind) =>
        Assert.False(Explained(new ItemTransitioned(Case, 3, ItemTransition.Start, [], new Rule(kind))));

    [Fact]
    public void A_criterion_fired_by_anything_but_a_criterion_is_unexplained() =>
        Assert.False(Explained(new SentryFired(Case, 3, "trainLost", new Rule(RuleKind.Condition, "trainLost"))));
}
