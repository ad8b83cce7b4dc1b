using System.Net;
using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>What a journal entry says of its input. <paramref name="Time"/>: when it happened, or fell due; <paramref name="At"/>: when it was recorded.</summary>
internal sealed record Noted(string Kind, string? Id, string? Source, string? Type, DateTimeOffset Time, DateTimeOffset At, string? Order, string? End);

/// <summary>Reads histories through the door.</summary>
internal static class History
{
    public static async Task<List<Noted>> ReadAsync(HttpClient http, string customer)
    {
        var notes = new List<Noted>();
        await ReadOnAsync(http, customer, notes);
        return notes;
    }

    /// <summary>Reads what came since; the first entry has number 1, and none is left out.</summary>
    public static async Task ReadOnAsync(HttpClient http, string customer, List<Noted> notes)
    {
        for (long after = notes.Count; ;)
        {
            using var page = await http.GetAsync(new Uri($"/v1/customers/{customer}/history?after={after}&limit=1000", UriKind.Relative));
            Assert.True(page.StatusCode == HttpStatusCode.OK, $"history of {customer}: {(int)page.StatusCode}");
            using var json = JsonDocument.Parse(await page.Content.ReadAsStringAsync());
            var items = json.RootElement.GetProperty("items");
            if (items.GetArrayLength() == 0) return;
            foreach (var entry in items.EnumerateArray())
            {
                Assert.Equal(after + 1, entry.GetProperty("seq").GetInt64());
                after = entry.GetProperty("seq").GetInt64();
                notes.Add(Read(entry, entry.GetProperty("input")));
            }
        }
    }

    private static Noted Read(JsonElement entry, JsonElement input) => new(
        input.GetProperty("kind").GetString()!, Text(input, "id"), Text(input, "source"), Text(input, "type"),
        entry.GetProperty("time").GetDateTimeOffset(), entry.GetProperty("at").GetDateTimeOffset(),
        Text(input.GetProperty("data"), "order"), Text(input.GetProperty("data"), "end"));

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
