namespace JourneyOrchestrator.ClientApi.Tests.Description;

/// <summary>Holds every answer that a test gets against the host's own OpenAPI document, so that each test of a door is one of the document too.</summary>
internal sealed class ContractHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    // The document does not depend on the host's settings.
    private static ApiContract? contract;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        contract ??= await ReadAsync(request, cancellationToken);
        // A path that is none, a method that the path does not know, and what the server refuses before any call is chosen are nobody's answers.
        if (contract.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is not { } operation || (int)response.StatusCode == 405) return response;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var live = mediaType == "text/event-stream";
        if (!live) await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = live ? "live" : await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.Null(contract.Flaw(operation, (int)response.StatusCode, mediaType, body));
        return response;
    }

    private async Task<ApiContract> ReadAsync(HttpRequestMessage asked, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(asked.RequestUri!, "/openapi/v1.json"));
        request.Headers.Host = asked.RequestUri!.Authority;
        using var response = await base.SendAsync(request, cancel);
        return new ApiContract(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancel));
    }
}
