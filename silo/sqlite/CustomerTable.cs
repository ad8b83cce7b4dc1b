using System.Collections.Immutable;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>Customers by key and by keyed hash of their id, with their search terms.</summary>
internal static class CustomerTable
{
    /// <summary>Most terms that one search may have.</summary>
    public const int TermsMax = 8;

    private const string Columns =
        "SELECT c.key, c.sealed_id, c.sealed_name, (SELECT at FROM entries WHERE customer = c.key ORDER BY seq DESC LIMIT 1), (SELECT survivor FROM aliases WHERE customer = c.key)";

    public static void Insert(Database database, long customer, NewCustomer created, byte[]? name) =>
        database.Query("INSERT INTO customers VALUES(?, ?, ?, ?)")
            .Bind(customer).Bind(created.IdHash).Bind(created.SealedId).Bind(name).Run();

    public static void Rename(Database database, long customer, byte[] name) =>
        database.Query("UPDATE customers SET sealed_name = ? WHERE key = ?").Bind(name).Bind(customer).Run();

    public static void ReplaceTerms(Database database, long customer, ImmutableArray<long> terms)
    {
        database.Query("DELETE FROM search_terms WHERE customer = ?").Bind(customer).Run();
        var insert = database.Query("INSERT OR IGNORE INTO search_terms VALUES(?, ?)");
        foreach (var term in terms) insert.Bind(term).Bind(customer).Run();
    }

    public static long Find(Database database, byte[] idHash) =>
        database.Query("SELECT key FROM customers WHERE id_hash = ?").Bind(idHash).Scalar();

    public static byte[] IdHash(Database database, long customer) =>
        database.Query("SELECT id_hash FROM customers WHERE key = ?").Bind(customer).First(row => row.Bytes(0))
        ?? throw new InvalidOperationException($"Customer {customer} was joined to another and is not there.");

    public static byte[]? SealedId(Database database, long customer) =>
        database.Query("SELECT sealed_id FROM customers WHERE key = ?").Bind(customer).First(row => row.Bytes(0));

    public static IReadOnlyList<CustomerRow> List(Database database, ImmutableArray<long> terms, long after, int limit)
    {
        if (terms.IsDefaultOrEmpty)
            return Rows(database.Query(Columns + " FROM customers c WHERE c.key > ? ORDER BY c.key LIMIT ?").Bind(after), limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(terms.Length, TermsMax, nameof(terms));
        var others = string.Concat(Enumerable.Repeat(
            " AND EXISTS (SELECT 1 FROM search_terms WHERE term = ? AND customer = t.customer)", terms.Length - 1));
        var query = database.Query(
            Columns + " FROM search_terms t JOIN customers c ON c.key = t.customer WHERE t.term = ? AND t.customer > ?"
            + others + " ORDER BY t.customer LIMIT ?");
        query.Bind(terms[0]).Bind(after);
        foreach (var term in terms[1..]) query.Bind(term);
        return Rows(query, limit);
    }

    private static List<CustomerRow> Rows(Statement query, int limit) => query.Bind(limit)
        .All(row => new CustomerRow(row.Long(0), row.Bytes(1), row.BytesOrNull(2), row.Long(3)) { Survivor = row.Long(4) });
}
