using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>Makes of a turn what the store writes. One seal for the entry; outbox rows and tasks, which leave it alone, have their own.
/// Keeps its buffers: one owner, one thread at a time.</summary>
public sealed class TurnEncoder(IPersonKeys keys)
{
    private readonly EntryWriter entries = new();
    private readonly JsonScratch scratch = new();

    /// <param name="state">The customer's state after the turn.</param>
    /// <param name="result">A turn that has an entry.</param>
    /// <param name="inputHash">By what a repeat of the input is known; 0: never a repeat.</param>
    /// <param name="contentHash">Hash of the input's content.</param>
    public TurnRecord Encode(CustomerState state, TurnResult result, IPersonSeal seal, long inputHash = 0, long contentHash = 0)
    {
        var entry = result.Entry ?? throw new ArgumentException("The turn has no entry.", nameof(result));
        var named = NameChanged(entry) || entry.Before == 0 ? NameOf(state) : null;
        return new TurnRecord(
            state.Key, EntryOf(entry, result.Sender, seal, inputHash, contentHash),
            entry.Before == 0 ? new NewCustomer(keys.IdHash(state.Id), seal.Seal(Encoding.UTF8.GetBytes(state.Id))) : null,
            named is null ? null : seal.Seal(Encoding.UTF8.GetBytes(named)), named is null ? default : SearchTerms.Of([state.Id, .. state.Joined.Select(j => j.Id)], named, keys))
        {
            Timers = result.Timers, Follows = result.Follows, Outbox = OutboxOf(entry, seal), Tasks = TasksOf(state, result.Tasks, seal), SetAside = SetAsideOf(entry, result.SetAside, seal),
            Joined = entry.Facts is [CustomerJoined joined, ..] ? joined.Customer : 0,
        };
    }

    /// <summary>What came from another customer is sealed under that one's key: it can't be read when that person is erased.</summary>
    private EntryRecord EntryOf(Entry entry, long sender, IPersonSeal own, long inputHash, long contentHash)
    {
        var plain = entries.Write(entry);
        var personal = entries.EndPersonal();
        using var other = sender == 0 ? null : keys.Open(sender);
        var sealedPart = personal.IsEmpty ? null : (other ?? own).Seal(personal);
        return new EntryRecord(
            entry.Seq, entry.At.ToUnixMicroseconds(), entry.Time.ToUnixMicroseconds(), inputHash, contentHash, plain, sealedPart, other is null ? 0 : sender) { Skips = entry.Skips };
    }

    private ImmutableArray<OutboxRow> OutboxOf(Entry entry, IPersonSeal seal)
    {
        ImmutableArray<OutboxRow>.Builder? rows = null;
        foreach (var effect in entry.Effects)
        {
            if (effect is not (Effect.Message or Effect.Webhook or Effect.Internal)) continue;
            var message = effect as Effect.Message;
            (rows ??= ImmutableArray.CreateBuilder<OutboxRow>()).Add(new OutboxRow(
                effect.Id, effect.Type, entry.At.ToUnixMicroseconds(), message?.UseUntil?.ToUnixMicroseconds() ?? long.MaxValue,
                message?.SupersessionKey is { } key ? keys.TermHash("supersession\0" + key) : 0, seal.Seal(EffectCodec.Write(effect, scratch))));
        }
        return rows?.ToImmutable() ?? [];
    }

    private static ImmutableArray<TaskRow> TasksOf(CustomerState state, ImmutableArray<(CaseId Case, int Item)> changed, IPersonSeal seal)
    {
        if (changed.IsEmpty) return [];
        var rows = ImmutableArray.CreateBuilder<TaskRow>(changed.Length);
        foreach (var (id, ordinal) in changed)
        {
            var item = state.Cases.TryGetValue(id, out var owner) ? owner.Item(ordinal) : null;
            var view = item is null ? null : TaskViews.Of(state.Id, id, item);
            var status = view is null || ((item!.Ended || owner!.Status == CaseStatus.Closed) && view.Status != "done") ? "gone" : view.Status;
            rows.Add(new TaskRow(CaseParts.TaskId(id, ordinal), view?.Role ?? "", status, view?.Due?.ToUnixMicroseconds() ?? 0, view is null ? [] : seal.Seal(TaskCodec.Write(view))));
        }
        return rows.MoveToImmutable();
    }

    private static ImmutableArray<SetAsideRow> SetAsideOf(Entry entry, ImmutableArray<SetAsideChange> changed, IPersonSeal seal) => changed.IsEmpty ? [] :
    [
        .. changed.Select(change => new SetAsideRow(
            change.Customer, change.Seq, entry.At.ToUnixMicroseconds(), entry.Input.Kind, entry.Input.Type, change.Text is { } text ? seal.Seal(SetAsideCodec.Write(text)) : null)),
    ];

    private static bool NameChanged(Entry entry)
    {
        foreach (var fact in entry.Facts)
            if (fact is TraitSet { Name: "name" } or CustomerJoined) return true;
        return false;
    }

    private static string NameOf(CustomerState state) =>
        state.Traits.TryGetValue("name", out var trait) && trait.Kind == ValueKind.String ? trait.AsString() : "";
}
