using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Tests;

/// <summary>A traveller who changes trains in an hour, as the shop and the carrier's feed tell of it.</summary>
internal sealed class RailScene(HttpClient http, string traveller)
{
    private readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    private int events;

    /// <summary>An instant that many minutes from now.</summary>
    public string In(int minutes) => now.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Somebody with consent to hear of the trip books it: RE 17 in 60 minutes, then ICE 597.</summary>
    public async Task BookAsync(string traits = """{"name":"Greta Fahrgast","language":"en","channel":"push"}""")
    {
        await TellAsync("customer.updated", traits);
        await TellAsync("customer.consent.changed", """{"purpose":"trip-updates","channel":"push","granted":true,"wording":"v3"}""");
        await TellAsync("trip.booked", $$"""
            {
              "booking": "B-{{traveller}}", "traveller": "{{traveller}}", "payer": "{{traveller}}", "prescriber": "{{traveller}}", "timezone": "Europe/Berlin",
              "legs": [
                { "topic": "train:RE-17:{{traveller}}", "train": "RE 17", "trip": "25112", "from": { "station": "Berlin Hbf", "stop": "2" }, "to": { "station": "Berlin Südkreuz", "stop": "3" },
                  "plannedDep": "{{In(60)}}", "plannedArr": "{{In(66)}}", "platformDep": "7", "platformArr": "7" },
                { "topic": "train:ICE-597:{{traveller}}", "train": "ICE 597", "trip": "22637", "from": { "station": "Berlin Südkreuz", "stop": "3" }, "to": { "station": "Wittenberg", "stop": "4" },
                  "plannedDep": "{{In(81)}}", "plannedArr": "{{In(114)}}", "platformDep": "3", "platformArr": "1" }
              ],
              "minimumTransferMinutes": 5, "class": 2, "assisted": true, "hurry": false,
              "arrival": { "exits": { "1": "A" }, "exit": "A" }, "price": { "amount": 4290, "currency": "EUR" }
            }
            """);
    }

    /// <summary>The first train is eight minutes late and leaves from another platform.</summary>
    public Task DelayAsync() => PostAsync($"/v1/topics/train%3ARE-17%3A{traveller}/events", $$"""
        {
          "specversion": "1.0", "id": "news", "source": "/feed", "type": "train.updated", "latestonly": true,
          "data": {
            "train": "RE 17", "category": "RE", "number": "52272", "trip": "25112", "date": "2025-09-05",
            "stops": {
              "2": { "station": "Berlin Hbf", "plannedDep": "{{In(60)}}", "expectedDep": "{{In(68)}}", "delayDep": 8, "platformDep": "8", "platformDepChanged": true, "cancelledDep": false },
              "3": { "station": "Berlin Südkreuz", "plannedArr": "{{In(66)}}", "expectedArr": "{{In(74)}}", "delayArr": 8, "platformArr": "7", "cancelledArr": false }
            }
          }
        }
        """);

    /// <summary>Waits until that many messages have left.</summary>
    public async Task SentAsync(int messages)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(20))
        {
            using var history = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/v1/customers/{traveller}/history", UriKind.Relative)));
            if (history.RootElement.GetProperty("items").EnumerateArray().SelectMany(e => e.GetProperty("facts").EnumerateArray())
                .Count(f => f.TryGetProperty("end", out var end) && end.GetString() == "sent") >= messages) return;
        }
        throw new TimeoutException("The messages never left.");
    }

    public Task TellAsync(string type, string data) => PostAsync(
        "/v1/events", $$"""{"specversion":"1.0","id":"{{++events}}","source":"/shop","type":"{{type}}","subject":"{{traveller}}","data":{{data}}}""");

    private async Task PostAsync(string path, string json)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue(EventText.One));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
