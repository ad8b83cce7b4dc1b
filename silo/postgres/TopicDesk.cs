using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>What operators do about topics and their events: the script's functions, which see the topic as it is when they run.</summary>
internal static class TopicDesk
{
    /// <summary>What <c>journey_act</c> answers.</summary>
    private static readonly TopicActEnd[] Ends =
        [TopicActEnd.Done, TopicActEnd.Repeated, TopicActEnd.Unknown, TopicActEnd.Finished, TopicActEnd.Withdrawn, TopicActEnd.NotPaused];

    /// <summary>Runs in the caller's transaction.</summary>
    public static async Task<TopicActEnd> ActAsync(NpgsqlConnection connection, Sharing sharing, TopicAct act, TopicActKind kind)
    {
        if (sharing.IsShared) await sharing.OrderAsync(connection).ConfigureAwait(false);
        var ends = await connection.AllAsync(
            "SELECT journey_act($1, $2, $3, $4, $5, $6)", row => row.GetInt32(0),
            P(act.Topic), P(act.Position), P((int)kind), P(act.By), P(act.Reason), P(act.At)).ConfigureAwait(false);
        return Ends[ends[0]];
    }

    /// <summary>Runs in the caller's transaction.</summary>
    public static async Task<WithdrawalEnd> WithdrawAsync(NpgsqlConnection connection, Sharing sharing, TopicAct act, TopicEventRow? followUp)
    {
        if (followUp is not null && await IsReusedAsync(connection, followUp).ConfigureAwait(false)) return new WithdrawalEnd(TopicActEnd.FollowUpReused);
        var end = await ActAsync(connection, sharing, act, TopicActKind.Withdrawn).ConfigureAwait(false);
        if (followUp is null || end is not (TopicActEnd.Done or TopicActEnd.Repeated)) return new WithdrawalEnd(end);
        return new WithdrawalEnd(end, (await TopicTable.AppendAsync(connection, sharing, [followUp]).ConfigureAwait(false))[0].Position);
    }

    /// <summary>True when another event of the topic has the source and id of this one.</summary>
    private static async Task<bool> IsReusedAsync(NpgsqlConnection connection, TopicEventRow row) => await connection.AllAsync(
        """
        SELECT e.content_hash FROM topic_events e JOIN topics t ON t.key = e.topic WHERE t.name = $1 AND e.input_hash = $2 AND e.input_hash <> 0
        """, found => found.GetInt64(0), P(row.Topic), P(row.InputHash)).ConfigureAwait(false) is [var content] && content != row.ContentHash;
}
