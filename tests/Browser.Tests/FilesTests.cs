using System.Net;
using System.Text.RegularExpressions;

namespace Browser.Tests;

/// <summary>How the files of the pages are served.</summary>
public sealed partial class FilesTests(PagesHost host) : IClassFixture<PagesHost>, IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None });

    public void Dispose() => client.Dispose();

    [BrowserFact]
    public async Task Assets_are_kept_for_ever_and_sent_compressed()
    {
        var script = ScriptName().Match(await client.GetStringAsync(new Uri(host.Url + "/"))).Value;
        using var answer = await GetAsync(script, "gzip, br");

        Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
    }

    [BrowserTheory]
    [InlineData("gzip", "gzip"), InlineData("br;q=0, gzip", "gzip"), InlineData("identity", null), InlineData("zstd", null)]
    public async Task A_browser_gets_a_form_that_it_takes(string takes, string? gets)
    {
        using var answer = await GetAsync("/", takes);
        Assert.Equal(gets, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [BrowserFact]
    public async Task The_start_page_is_asked_for_again_and_not_sent_again()
    {
        using var first = await GetAsync("/", "br");
        Assert.True(first.Headers.CacheControl!.NoCache);
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Url + "/");
        request.Headers.AcceptEncoding.ParseAdd("br");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [BrowserTheory]
    [InlineData("/.stamp"), InlineData("/assets/"), InlineData("/assets/..%2f..%2fsilo.dll"), InlineData("/silo.dll"), InlineData("/index.html.br")]
    public async Task Nothing_else_is_served(string path)
    {
        using var answer = await GetAsync(path, "br");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string takes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Url + path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", takes);
        return await client.SendAsync(request);
    }

    [GeneratedRegex("/assets/[^\"]+\\.js")]
    private static partial Regex ScriptName();
}
