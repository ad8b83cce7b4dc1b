using System.Net;
using System.Text;
using System.Text.Json;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>Sends events as a front-line app does.</summary>
internal static class Post
{
    /// <summary>False when no answer came, since the host was killed, or that it can't write now: the events may be on disk or not.</summary>
    public static async Task<bool> BatchAsync(HttpClient http, string path, IReadOnlyCollection<string> events)
    {
        try
        {
            using var body = new StringContent($"[{string.Join(',', events)}]", Encoding.UTF8, "application/cloudevents-batch+json");
            using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, CancellationToken.None);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return false;
            }
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode}: {text}");
            using var json = JsonDocument.Parse(text);
            Assert.Equal(0, json.RootElement.GetProperty("rejected").GetArrayLength());
            Assert.Equal(events.Count, json.RootElement.GetProperty("accepted").GetInt32() + json.RootElement.GetProperty("duplicates").GetInt32());
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    public static async Task JourneyAsync(HttpClient http, string file, string receiver)
    {
        var definition = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file));
        using var body = new StringContent(definition.Replace("RECEIVER", receiver, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/v1/journeys?publish=true", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
