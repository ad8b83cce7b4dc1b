using JourneyOrchestrator.Silo.Serving.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace JourneyOrchestrator.ClientApi.Tests.Access;

/// <summary>The real host with API keys: one with every scope from the start.</summary>
public sealed class KeyedHost : RealHost
{
    public const string AllScopes = "ingest,read,act,design,admin";

    private readonly ApiKeyFile file;

    public KeyedHost()
    {
        file = new ApiKeyFile(Data);
        All = Write("all", AllScopes);
        Keys = new ApiKeys(Data, TimeProvider.System, NullLogger.Instance);
        Key = All;
    }

    /// <summary>A key that may do everything.</summary>
    public string All { get; }

    /// <summary>Makes a key and waits until the host knows it.</summary>
    public async Task<string> AddAsync(string scopes, string? customer = null, int? rate = null, DateTimeOffset? expires = null)
    {
        var key = Write(Guid.NewGuid().ToString("N"), scopes, customer, rate, expires);
        while (expires is null && Keys!.Find(key) is null) await Task.Delay(20);
        return key;
    }

    /// <summary>Makes a key of a member of staff, or of roles, and waits until the host knows it.</summary>
    public async Task<string> AddStaffAsync(string? person, params string[] roles)
    {
        var key = Write(Guid.NewGuid().ToString("N"), "ingest,read,act", person: person, roles: roles);
        while (Keys!.Find(key) is null) await Task.Delay(20);
        return key;
    }

    /// <summary>Makes calls with another key.</summary>
    public async Task<Answer> AsAsync(string? key, HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        Key = key;
        try
        {
            return await SendAsync(method, path, body, contentType);
        }
        finally
        {
            Key = All;
        }
    }

    internal string Write(string name, string scopes, string? customer = null, int? rate = null, DateTimeOffset? expires = null, string? person = null, string[]? roles = null)
    {
        var text = KeyText.Make();
        var sealedCustomer = customer is null ? null : KeyText.Seal(text, customer);
        file.Change(keys => [.. keys, new ApiKeyRecord(name, scopes.Split(','), KeyText.Hash(text), DateTimeOffset.UtcNow) { Customer = sealedCustomer, Rate = rate, Expires = expires, Person = person, Roles = roles is { Length: > 0 } ? roles : null }]);
        return text;
    }
}
