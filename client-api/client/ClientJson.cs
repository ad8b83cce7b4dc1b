using System.Text.Json.Serialization;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>How answers are read: without reflection, members that are not known passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(CustomerCase))]
[JsonSerializable(typeof(JourneyTask))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(ErasureReceipt))]
[JsonSerializable(typeof(Page<CustomerLine>))]
[JsonSerializable(typeof(Page<JourneyTask>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
internal sealed partial class ClientJson : JsonSerializerContext;
