using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Commands;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Keys;

/// <summary>The keys of a running host. Looks about once a second whether the file has changed, so that a new key works and a revoked one ends without a
/// restart. A file that can't be read then changes nothing: those that were good stay good, and the log says so.</summary>
internal sealed class KeyRing : IKeyRing
{
    private const long LookMilliseconds = 1_000;

    private readonly ApiKeyFile file;
    private readonly IHostSeal seal;
    private readonly ILogger log;
    private readonly Lock looking = new();
    private FrozenDictionary<string, ApiKey> keys = FrozenDictionary<string, ApiKey>.Empty;
    private (DateTime, long) seen;
    private long nextLook;
    private volatile bool required;

    /// <param name="required">Keys are needed even while there are none: others can reach the host.</param>
    /// <exception cref="RefusedException">The file is malformed, or others may read it.</exception>
    public KeyRing(ApiKeyFile file, IHostSeal seal, bool required, ILogger log)
    {
        (this.file, this.seal, this.required, this.log) = (file, seal, required, log);
        seen = file.Stamp;
        Load(file.Read());
    }

    public bool Required
    {
        get
        {
            Look();
            return required;
        }
    }

    public ApiKey? Find(string text)
    {
        Look();
        return Volatile.Read(ref keys).GetValueOrDefault(Convert.ToBase64String(ApiKeyText.Hash(text)));
    }

    public void Forget(string customer)
    {
        var gone = Volatile.Read(ref keys).Values.Where(key => key.Caller.Customer == customer).Select(key => key.Caller.Name).ToHashSet(StringComparer.Ordinal);
        if (gone.Count == 0) return;
        file.Change(entries => entries.Where(entry => !gone.Contains(entry.Name)));
        Interlocked.Exchange(ref nextLook, 0);
    }

    private void Look()
    {
        var now = Environment.TickCount64;
        if (now < Interlocked.Read(ref nextLook) || !looking.TryEnter()) return;   // whoever looks already will see it
        try
        {
            Interlocked.Exchange(ref nextLook, now + LookMilliseconds);
            var stamp = file.Stamp;
            if (stamp == seen) return;
            seen = stamp;
            Load(file.Read());
        }
        catch (Exception error) when (error is RefusedException or IOException or UnauthorizedAccessException)
        {
            log.LogError("The API keys stay as they were: {Message}", error.Message);
        }
        finally
        {
            looking.Exit();
        }
    }

    private void Load(IReadOnlyList<ApiKeyEntry> entries)
    {
        var old = Volatile.Read(ref keys);
        Volatile.Write(ref keys, entries.ToFrozenDictionary(entry => Convert.ToBase64String(entry.Hash), entry => KeyOf(entry, old), StringComparer.Ordinal));
        required |= entries.Count > 0;
        log.LogInformation("{Count} API keys.", entries.Count);
    }

    private ApiKey KeyOf(ApiKeyEntry entry, FrozenDictionary<string, ApiKey> old)
    {
        var caller = new Caller(entry.Name, ApiKeyFile.ScopesOf(entry.Scopes), entry.Customer is null ? null : CustomerOf(entry, entry.Customer));
        // A change of the file gives nobody a new allowance.
        var kept = old.GetValueOrDefault(Convert.ToBase64String(entry.Hash))?.Limit;
        return new ApiKey(caller, entry.Expires, entry.Rate is { } rate ? kept ?? Limit(rate) : null);
    }

    private string CustomerOf(ApiKeyEntry entry, byte[] sealedId) => seal.Open(ApiKeyText.PlaceOf(entry.Name), sealedId) is { } id
        ? Encoding.UTF8.GetString(id)
        : throw new RefusedException($"The key '{entry.Name}' in {ApiKeyFile.Name} was made under another master key. Revoke it and make a new one.");

    private static TokenBucketRateLimiter Limit(int rate) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = rate, TokensPerPeriod = rate, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true, QueueLimit = 0,
    });
}
