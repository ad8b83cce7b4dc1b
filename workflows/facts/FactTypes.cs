using System.Collections.Frozen;

namespace JourneyOrchestrator.Workflows.Facts;

/// <summary>How each fact of the journal is read back. A type that is not here is an error: a fold never skips what it does not know.</summary>
public static class FactTypes
{
    private static readonly FrozenDictionary<string, Func<IFactReader, Fact>> Readers =
        new Dictionary<string, Func<IFactReader, Fact>>(StringComparer.Ordinal)
        {
            ["case.started"] = CaseStarted.Read,
            ["case.transitioned"] = CaseTransitioned.Read,
            ["case.retired"] = CaseRetired.Read,
            ["case.refused"] = CaseRefused.Read,
            ["case.called"] = CaseCalled.Read,
            ["case.migrated"] = CaseMigrated.Read,
            ["item.migrated"] = ItemMigrated.Read,
            ["flow.migrated"] = FlowMigrated.Read,
            ["task.updated"] = TaskUpdated.Read,
            ["case.labelled"] = CaseLabelled.Read,
            ["variable.set"] = VariableSet.Read,
            ["variables.set"] = VariablesSet.Read,
            ["output.set"] = OutputSet.Read,
            ["goal.judged"] = GoalJudged.Read,
            ["decision.made"] = DecisionMade.Read,
            ["file.transitioned"] = CaseFileTransitioned.Read,
            ["item.created"] = ItemCreated.Read,
            ["item.transitioned"] = ItemTransitioned.Read,
            ["sentry.onPart"] = OnPartOccurred.Read,
            ["sentry.fired"] = SentryFired.Read,
            ["sentry.forgot"] = OnPartsForgotten.Read,
            ["flow.connection"] = ConnectionVisited.Read,
            ["flow.activity"] = ActivityVisited.Read,
            ["flow.token"] = TokenMoved.Read,
            ["state.entered"] = StateEntered.Read,
            ["timer.set"] = TimerSet.Read,
            ["timer.ended"] = TimerEnded.Read,
            ["line.written"] = LineWritten.Read,
            ["incident.raised"] = IncidentRaised.Read,
            ["incident.resolved"] = IncidentResolved.Read,
            ["task.offered"] = TaskOffered.Read,
            ["task.assigned"] = TaskAssigned.Read,
            ["task.completed"] = TaskCompleted.Read,
            ["task.escalated"] = TaskEscalated.Read,
            ["task.signed"] = TaskSigned.Read,
            ["role.assigned"] = RoleAssigned.Read,
            ["role.withdrawn"] = RoleWithdrawn.Read,
            ["role.held"] = RoleHeld.Read,
            ["signal.relayed"] = SignalRelayed.Read,
            ["message.queued"] = MessageQueued.Read,
            ["message.suppressed"] = MessageSuppressed.Read,
            ["webhook.queued"] = WebhookQueued.Read,
            ["customer.signalled"] = CustomerSignalled.Read,
            ["effect.ended"] = EffectEnded.Read,
            ["event.published"] = EventPublished.Read,
            ["topic.followed"] = TopicFollowed.Read,
            ["topic.unfollowed"] = TopicUnfollowed.Read,
            ["trait.set"] = TraitSet.Read,
            ["score.set"] = ScoreSet.Read,
            ["consent.changed"] = ConsentChanged.Read,
            ["topic.seen"] = TopicSeen.Read,
            ["customer.aliased"] = CustomerAliased.Read,
            ["customer.joined"] = CustomerJoined.Read,
            ["input.setAside"] = InputSetAside.Read,
            ["input.resolved"] = InputResolved.Read,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of all facts, for tests that cover each.</summary>
    public static IEnumerable<string> Names => Readers.Keys;

    /// <exception cref="NewerJournalException">The journal holds a fact that this version does not know, or not in that shape.</exception>
    public static Fact Read(string type, int version, IFactReader reader) => Readers.TryGetValue(type, out var read) && read(reader) is var fact && version <= fact.Version
        ? fact
        : throw new NewerJournalException($"The journal holds a fact of type '{type}' (version {version}), which this version of the program does not know.");
}
