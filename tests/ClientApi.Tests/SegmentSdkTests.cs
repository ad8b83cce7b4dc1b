using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>Segment's own SDK for Node, unchanged, against the program itself: see <c>tests/Clients/segment.mjs</c>.</summary>
public sealed class SegmentSdkTests
{
    [NodeFact]
    public async Task The_real_SDK_is_taken_unchanged_with_its_retries_and_each_message_counts_once()
    {
        await using var silo = await SiloServer.StartAsync();

        using var said = JsonDocument.Parse(await NodeClients.RunAsync("segment.mjs", silo.Url.ToString()));

        // Refused, taken with the answer lost, sent again; then the second device in two batches; then one with a bad message; then that alone.
        var calls = said.RootElement.GetProperty("calls").EnumerateArray().ToArray();
        Assert.Equal([(503, 6), (200, 6), (200, 6), (200, 2), (200, 2), (200, 3), (400, 1)], calls.Select(c => (c.GetProperty("status").GetInt32(), c.GetProperty("messages").GetInt32())));
        Assert.All(calls[1..5], call => Assert.Equal("""{"success":true}""", call.GetProperty("answer").GetString()));
        Assert.Contains("\"index\":1", calls[5].GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, said.RootElement.GetProperty("errorsBefore").GetInt32());
        Assert.Equal(["Error: [400] Bad Request"], said.RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetString()));

        string[] expected =
        [
            "anon:phone Product Viewed", "anon:phone page", "anon:phone customer.identified", "ada customer.updated", "ada Order Completed",
            "anon:phone screen", "ada group", "anon:tablet App Opened", "anon:tablet customer.identified", "anon:tablet App Closed",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), await EventsAsync(silo, "ada"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), await EventsAsync(silo, "anon:phone"));
        Assert.Equal(["ben After", "ben Before", "ben customer.updated"], await EventsAsync(silo, "ben"));
        var card = await JsonAsync(silo, "/v1/customers/anon%3Atablet");
        Assert.Equal(("ada", "Ada", "flex"), (Text(card, "id"), Text(card.GetProperty("traits"), "name"), Text(card.GetProperty("traits"), "plan")));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    /// <summary>Subjects and types of the events in a customer's history.</summary>
    private static async Task<IEnumerable<string>> EventsAsync(SiloServer silo, string customer)
    {
        var history = await JsonAsync(silo, $"/v1/customers/{Uri.EscapeDataString(customer)}/history");
        return history.GetProperty("items").EnumerateArray().Where(e => Text(e.GetProperty("input"), "kind") == "event")
            .Select(e => $"{Text(e, "subject")} {Text(e.GetProperty("input"), "type")}").Order(StringComparer.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(SiloServer silo, string path) =>
        JsonDocument.Parse(await silo.Http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
