using System.Threading.RateLimiting;
using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.Silo.Serving.Access;

/// <summary>
/// The keys of a running host. The file is looked at again now and then, so that a key works, or works no longer, within a second of the command.
/// Where it can't be read any more, the last good keys stay: neither does everybody get in nor is everybody shut out.
/// </summary>
public sealed class ApiKeys : IApiKeys
{
    private const long LookAgainMilliseconds = 500;

    private readonly ApiKeyFile file;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Lock gate = new();
    private volatile Dictionary<string, Entry> keys = new(StringComparer.Ordinal);
    private (DateTime, long) stamp;
    private long nextLook;
    private volatile bool required;

    private sealed record Entry(ApiKeyRecord Record, Caller Caller, TokenBucketRateLimiter? Limiter);

    /// <exception cref="RefusedException">The file of keys is damaged or unprotected.</exception>
    public ApiKeys(string data, TimeProvider clock, ILogger log)
    {
        (file, this.clock, this.log) = (new ApiKeyFile(data), clock, log);
        stamp = file.Stamp();
        Take(file.Read());
    }

    /// <summary>Once true it stays so until the end of the process: revoking the last key must not open a host to everybody.</summary>
    public bool Required
    {
        get
        {
            LookAgain();
            return required;
        }
    }

    public KeyHolder? Find(string key)
    {
        LookAgain();
        if (!KeyText.Looks(key) || !keys.TryGetValue(KeyText.Hash(key), out var found) || found.Record.Expires <= clock.GetUtcNow()) return null;
        if (found.Record.Customer is not { } bound) return new KeyHolder(found.Caller, found.Limiter);
        return KeyText.Open(key, bound) is { } customer ? new KeyHolder(found.Caller with { Customer = customer }, found.Limiter) : null;
    }

    private void LookAgain()
    {
        var now = Environment.TickCount64;
        if (now < Volatile.Read(ref nextLook)) return;
        lock (gate)
        {
            if (now < nextLook) return;
            Volatile.Write(ref nextLook, now + LookAgainMilliseconds);
            var newest = file.Stamp();
            if (newest == stamp) return;
            stamp = newest;
            Reload(gone: newest == default);
        }
    }

    private void Reload(bool gone)
    {
        try
        {
            if (gone) throw new RefusedException($"{file.Path} is gone. 'silo keys revoke' revokes keys.");
            Take(file.Read());
            log.KeysRead(keys.Count);
        }
        catch (RefusedException error)
        {
            log.KeysUnreadable(error.Message, keys.Count);
        }
    }

    /// <summary>A key that was there before keeps its count of requests.</summary>
    private void Take(IReadOnlyList<ApiKeyRecord> records)
    {
        keys = records.ToDictionary(record => record.Sha256, record => new Entry(
            record, new Caller(record.Name, record.Allowed()) { Roles = record.Roles is { } roles ? [.. roles] : default, Person = record.Person }, keys.TryGetValue(record.Sha256, out var known) ? known.Limiter : LimiterOf(record.Rate)), StringComparer.Ordinal);
        required |= keys.Count > 0;
    }

    /// <summary>A second's worth may come at once.</summary>
    private static TokenBucketRateLimiter? LimiterOf(int? rate) => rate is not { } perSecond ? null : new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
    });
}
