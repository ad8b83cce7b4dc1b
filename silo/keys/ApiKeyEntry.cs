using System.Text.Json.Serialization;

namespace JourneyOrchestrator.Silo.Keys;

/// <summary>A key as it is kept.</summary>
/// <param name="Name">Who it was given to; the only way in which it is spoken of.</param>
/// <param name="Hash">SHA-256 of the key's text. The text is 256 random bits, which nobody finds by trying: a slow hash would add nothing.</param>
/// <param name="Customer">The id of the only customer that it is for, sealed; null: it is for all.</param>
/// <param name="Rate">Requests a second; null: no limit.</param>
internal sealed record ApiKeyEntry(
    string Name, string[] Scopes, byte[] Hash, byte[]? Customer, DateTimeOffset Created, DateTimeOffset? Expires, int? Rate);

/// <summary>The file.</summary>
internal sealed record ApiKeyList(ApiKeyEntry[] Keys);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ApiKeyList))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
