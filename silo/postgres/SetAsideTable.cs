using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Inputs that were set aside.</summary>
internal static class SetAsideTable
{
    /// <summary>What comes and goes within one transaction never gets there: rows go after they came.</summary>
    public static void Apply(Script script, IReadOnlyList<TurnRecord> turns)
    {
        List<SetAsideRow>? all = null;
        foreach (var turn in turns)
            if (!turn.SetAside.IsEmpty) (all ??= []).AddRange(turn.SetAside);
        if (all is null) return;
        var (come, gone) = (all.Where(row => row.Sealed is not null).ToList(), all.Where(row => row.Sealed is null).ToList());
        if (come.Count > 0)
            script.Add("INSERT INTO set_aside(customer, seq, at, kind, type, sealed) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
                P(come.Column(r => r.Customer)), P(come.Column(r => r.Seq)), P(come.Column(r => r.At)), P(come.Column(r => r.Kind)), P(come.Column(r => r.Type)), P(come.Column(r => r.Sealed!)));
        if (gone.Count > 0)
            script.Add("DELETE FROM set_aside s USING unnest($1, $2) AS gone(customer, seq) WHERE s.customer = gone.customer AND s.seq = gone.seq",
                P(gone.Column(r => r.Customer)), P(gone.Column(r => r.Seq)));
    }

    public static ValueTask<IReadOnlyList<SetAsideRow>> ListAsync(NpgsqlDataSource source, long customer, long seq, int limit, CancellationToken cancel) => source.AllAsync(
        "SELECT customer, seq, at, kind, type, sealed FROM set_aside WHERE (customer, seq) > ($1, $2) ORDER BY customer, seq LIMIT $3",
        row => new SetAsideRow(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.Bytes(5)), cancel, P(customer), P(seq), P(limit));
}
