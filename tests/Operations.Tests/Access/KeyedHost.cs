using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using JourneyOrchestrator.Operations.Tests.Harness;

namespace JourneyOrchestrator.Operations.Tests.Access;

/// <summary>What a call with a key was answered.</summary>
internal sealed record Reply(int Status, JsonElement Json, HttpResponseHeaders Headers)
{
    /// <summary>Code of the first error, or of the first rejection.</summary>
    public string? Code => Json.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetString()
        : Json.TryGetProperty("rejected", out var rejected) && rejected.GetArrayLength() > 0 ? rejected[0].GetProperty("errors")[0].GetProperty("code").GetString() : null;
}

/// <summary>The real program on a directory with keys.</summary>
public sealed class KeyedHost : IAsyncLifetime
{
    private readonly Scratch data = new();
    private SiloProcess silo = null!;

    internal string Data => data.Path;

    internal string Url => silo.Url;

    internal string Output => silo.Output;

    /// <summary>Texts of keys with one scope each, by it; and <c>all</c>.</summary>
    internal Dictionary<string, string> Keys { get; } = [];

    public async Task InitializeAsync()
    {
        foreach (var scope in new[] { "ingest", "read", "act", "design", "admin", "all" }) Keys[scope] = await AddAsync(scope, "--scopes", scope);
        silo = await SiloProcess.ServeAsync(data.Path);
    }

    public Task DisposeAsync()
    {
        silo.Dispose();
        data.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Makes a key; answers its text.</summary>
    internal async Task<string> AddAsync(string name, params string[] options)
    {
        var (code, output, error) = await SiloProcess.RunAsync(["keys", "add", name, .. options, "--json", "--data", data.Path]);
        Assert.True(code == 0, error);
        return JsonSerializer.Deserialize<JsonElement>(output).GetProperty("key").GetString()!;
    }

    internal Task<Reply> GetAsync(string? key, string path) => SendAsync(key, HttpMethod.Get, path);

    internal Task<Reply> EventAsync(string? key, string id, string subject, string type = "page.viewed", string data = "{}") => SendAsync(
        key, HttpMethod.Post, "/v1/events", $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""", "application/cloudevents+json");

    internal async Task<Reply> SendAsync(string? key, HttpMethod method, string path, string? body = null, string mediaType = "application/json", string scheme = "Bearer")
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue(scheme, key);
        if (body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var answer = await silo.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var json = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()) : default;
        return new Reply((int)answer.StatusCode, json, answer.Headers);
    }
}
