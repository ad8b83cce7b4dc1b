using JourneyOrchestrator.ClientApi.Http.Access;

namespace JourneyOrchestrator.Silo.Serving.Access;

/// <summary>What is kept of a key.</summary>
/// <param name="Name">Stands for the key wherever it is told of: lists, the audit, the source of tracked events.</param>
/// <param name="Sha256">Of the key's text, in hex.</param>
internal sealed record ApiKeyRecord(string Name, IReadOnlyList<string> Scopes, string Sha256, DateTimeOffset CreatedAt)
{
    public const int NameMax = 64, TextMax = 256, RateMax = 1_000_000;

    private const int HashLength = 64;

    public DateTimeOffset? Expires { get; init; }

    /// <summary>The only customer that it is for, sealed under the key's text; null: it is for all.</summary>
    public byte[]? Customer { get; init; }

    /// <summary>Roles that its bearer has in every case; null: all there are.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The member of staff whose key it is; null: whoever a call names.</summary>
    public string? Person { get; init; }

    /// <summary>Requests a second; null: no limit.</summary>
    public int? Rate { get; init; }

    public Scopes Allowed() => ScopeNames.Parse(Scopes);

    /// <summary>What is wrong with it; null: nothing.</summary>
    public string? Flaw() =>
        !IsName(Name) ? $"the name '{Name}' is not 1 to {NameMax} of letters, digits, '.', '_' and '-'"
        : Scopes.Count == 0 || !Scopes.All(scope => ScopeNames.All.Contains(scope)) ? $"the scopes of '{Name}' are not some of {string.Join(", ", ScopeNames.All)}"
        : Sha256.Length != HashLength || !Sha256.All(char.IsAsciiHexDigitLower) ? $"'sha256' of '{Name}' is no SHA-256 in hex"
        : Roles is { } roles && !roles.All(IsText) ? $"the roles of '{Name}' are not texts of 1 to {TextMax} characters"
        : Roles is { Count: 0 } && Person is null ? $"'{Name}' has no role and is nobody's: name roles, or the person whose key it is"
        : Person is { } person && !IsText(person) ? $"the person of '{Name}' is no text of 1 to {TextMax} characters"
        : Customer is not null && (Roles is not null || Person is not null) ? $"'{Name}' is for one customer, who has the customer's own roles and is nobody else"
        : Rate is < 1 or > RateMax ? $"the rate of '{Name}' is not a number from 1 to {RateMax}"
        : null;

    private static bool IsText(string? text) => text is { Length: > 0 and <= TextMax } && !text.Any(char.IsControl) && text.Trim().Length == text.Length;

    public static bool IsName(string name) => name.Length is > 0 and <= NameMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
