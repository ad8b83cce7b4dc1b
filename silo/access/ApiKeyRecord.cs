using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.Silo.Access;

/// <summary>What is kept of a key.</summary>
/// <param name="Name">Stands for the key wherever it is told of: lists, the audit, the source of tracked events.</param>
/// <param name="Sha256">Of the key's text, in hex.</param>
internal sealed record ApiKeyRecord(string Name, IReadOnlyList<string> Scopes, string Sha256, DateTimeOffset CreatedAt)
{
    public const int NameMax = 64, RateMax = 1_000_000;

    private const int HashLength = 64;

    public DateTimeOffset? Expires { get; init; }

    /// <summary>The only customer that it is for, sealed under the key's text; null: it is for all.</summary>
    public byte[]? Customer { get; init; }

    /// <summary>Requests a second; null: no limit.</summary>
    public int? Rate { get; init; }

    public Scopes Allowed() => ScopeNames.Parse(Scopes);

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Flaw() =>
        !IsName(Name) ? $"the name '{Name}' is not 1 to {NameMax} of letters, digits, '.', '_' and '-'"
        : Scopes.Count == 0 || !Scopes.All(scope => ScopeNames.All.Contains(scope)) ? $"the scopes of '{Name}' are not some of {string.Join(", ", ScopeNames.All)}"
        : Sha256.Length != HashLength || !Sha256.All(char.IsAsciiHexDigitLower) ? $"'sha256' of '{Name}' is no SHA-256 in hex"
        : Rate is < 1 or > RateMax ? $"the rate of '{Name}' is not a number from 1 to {RateMax}"
        : null;

    public static bool IsName(string name) => name.Length is > 0 and <= NameMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
