namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>A hostile request, and what comes of it.</summary>
/// <param name="Name">As in the table of docs/hostile.md.</param>
/// <param name="Answer">As in that table: status, and the code of the first error where there is one.</param>
/// <param name="Ask">Sends it and reads what comes back.</param>
internal sealed record HostileCase(string Name, string Answer, Func<HostileScene, Task<IReadOnlyList<RawAnswer>>> Ask)
{
    /// <summary>Entries of the journal that it adds; nothing else may be stored.</summary>
    public int Kept { get; init; }

    /// <summary>What must hold besides that.</summary>
    public Func<HostileScene, IReadOnlyList<RawAnswer>, Task>? Also { get; init; }

    /// <summary>A request as it goes over the wire; the answer is all that comes until the host closes.</summary>
    public static HostileCase Raw(string name, string answer, byte[] request) => new(name, answer, scene => scene.AskAsync(request));

    /// <summary>A request after which the client closes its side, long before its end.</summary>
    public static HostileCase Cut(string name, string answer, byte[] request) => new(name, answer, scene => scene.AskAsync(request, RawEnd.Close));

    public static HostileCase Raw(string name, string answer, string method, string target, string? body = null, string? contentType = null, params string[] headers) =>
        Raw(name, answer, RawRequest.Of(method, target, RawRequest.Utf8(body), contentType, headers));

    public static HostileCase Event(string name, string answer, string body, string contentType = EventText.One, params string[] headers) =>
        Raw(name, answer, "POST", "/v1/events", body, contentType, headers);

    public static HostileCase Event(string name, string answer, byte[] body, string contentType = EventText.One, params string[] headers) =>
        Raw(name, answer, RawRequest.Of("POST", "/v1/events", body, contentType, headers));

    public static HostileCase Json(string name, string answer, string target, string body, string method = "POST") =>
        Raw(name, answer, method, target, body, "application/json");
}
