using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;
using Npgsql;
using static JourneyOrchestrator.Silo.Postgres.Values;

namespace JourneyOrchestrator.Silo.Postgres;

/// <summary>Customers by key and by keyed hash of their id, with their search terms.</summary>
internal static class CustomerTable
{
    private const string Columns =
        """
        SELECT c.key, c.sealed_id, c.sealed_name, (SELECT e.at FROM entries e WHERE e.customer = c.key ORDER BY e.seq DESC LIMIT 1),
          coalesce((SELECT a.survivor FROM aliases a WHERE a.customer = c.key), 0)
        """;

    public static void Write(Script script, IReadOnlyList<TurnRecord> turns)
    {
        var (created, renamed, terms) = (new List<TurnRecord>(), new Dictionary<long, byte[]>(), new Dictionary<long, ImmutableArray<long>>());
        foreach (var turn in turns)
        {
            if (turn.Created is not null) created.Add(turn);
            else if (turn.Name is not null) renamed[turn.Customer] = turn.Name;
            if (!turn.SearchTerms.IsDefault) terms[turn.Customer] = turn.SearchTerms;
        }
        if (created.Count > 0)
            script.Add(
                "INSERT INTO customers(key, id_hash, sealed_id, sealed_name) SELECT * FROM unnest($1, $2, $3, $4)",
                P(created.Column(t => t.Customer)), P(created.Column(t => t.Created!.IdHash)), P(created.Column(t => t.Created!.SealedId)), P(created.Column(t => t.Name)));
        if (renamed.Count > 0)
            script.Add("UPDATE customers c SET sealed_name = n.name FROM unnest($1, $2) n(customer, name) WHERE c.key = n.customer", P([.. renamed.Keys]), P([.. renamed.Values]));
        if (terms.Count > 0) Replace(script, terms);
    }

    private static void Replace(Script script, Dictionary<long, ImmutableArray<long>> terms)
    {
        var rows = terms.SelectMany(of => of.Value, (of, term) => (Customer: of.Key, Term: term)).ToList();
        script.Add("DELETE FROM search_terms WHERE customer = ANY($1)", P([.. terms.Keys]));
        script.Add(
            "INSERT INTO search_terms(term, customer) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
            P(rows.Column(row => row.Term)), P(rows.Column(row => row.Customer)));
    }

    /// <summary>Keys by hashes of ids.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<byte[], long>>> FindAsync(NpgsqlDataSource source, IReadOnlyList<byte[]> idHashes) => await source.AllAsync(
        "SELECT id_hash, key FROM customers WHERE id_hash = ANY($1)", row => KeyValuePair.Create(row.Bytes(0), row.GetInt64(1)), CancellationToken.None, P([.. idHashes])).ConfigureAwait(false);

    /// <summary>Sealed ids by key.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<long, byte[]>>> SealedIdsAsync(NpgsqlDataSource source, IReadOnlyList<long> customers) => await source.AllAsync(
        "SELECT key, sealed_id FROM customers WHERE key = ANY($1)", row => KeyValuePair.Create(row.GetInt64(0), row.Bytes(1)), CancellationToken.None, P([.. customers])).ConfigureAwait(false);

    public static ValueTask<IReadOnlyList<CustomerRow>> ListAsync(
        NpgsqlDataSource source, ImmutableArray<long> terms, long after, int limit, CancellationToken cancel)
    {
        if (terms.IsDefaultOrEmpty)
            return source.AllAsync(Columns + " FROM customers c WHERE c.key > $1 ORDER BY c.key LIMIT $2", Row, cancel, P(after), P(limit));
        return source.AllAsync(
            Columns +
            """
             FROM search_terms t JOIN customers c ON c.key = t.customer
            WHERE t.term = $1 AND t.customer > $2
              AND NOT EXISTS (SELECT 1 FROM unnest($3) o(term) WHERE NOT EXISTS (SELECT 1 FROM search_terms s WHERE s.term = o.term AND s.customer = t.customer))
            ORDER BY t.customer LIMIT $4
            """, Row, cancel, P(terms[0]), P(after), P([.. terms[1..]]), P(limit));
    }

    private static CustomerRow Row(NpgsqlDataReader row) => new(row.GetInt64(0), row.Bytes(1), row.BytesOrNull(2), row.GetInt64(3)) { Survivor = row.GetInt64(4) };
}
