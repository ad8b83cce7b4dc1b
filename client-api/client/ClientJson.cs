using System.Text.Json.Serialization;

namespace JourneyOrchestrator.ClientApi.Client;

/// <summary>How answers are read: without reflection, members that are not known passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Card))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
[JsonSerializable(typeof(System.Text.Json.JsonElement?))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(CustomerCase))]
[JsonSerializable(typeof(JourneyTask))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(ErasureReceipt))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(SavedJourney))]
[JsonSerializable(typeof(Journey))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(SubscriptionTest))]
[JsonSerializable(typeof(Feed))]
[JsonSerializable(typeof(FeedReceipt))]
[JsonSerializable(typeof(RefusedFields))]
[JsonSerializable(typeof(Page<CustomerLine>))]
[JsonSerializable(typeof(Page<JourneyTask>))]
[JsonSerializable(typeof(Page<JournalEntry>))]
[JsonSerializable(typeof(Page<Journey>))]
[JsonSerializable(typeof(Page<Subscription>))]
[JsonSerializable(typeof(Page<Feed>))]
[JsonSerializable(typeof(LinkedPage<DeadLetter>))]
[JsonSerializable(typeof(LinkedPage<DataRead>))]
internal sealed partial class ClientJson : JsonSerializerContext;
