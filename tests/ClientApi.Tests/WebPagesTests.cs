using JourneyOrchestrator.ClientApi.Http.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Tests;

public sealed class WebPagesTests
{
    [Fact]
    public async Task A_build_without_pages_says_how_to_get_them_and_where_the_api_is()
    {
        using var answer = await GetAsync("/", []);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("href=\"/openapi/v1.json\"", page, StringComparison.Ordinal);
        Assert.Contains("Install Node.js", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "text/html", "no-cache")]
    [InlineData("/assets/a-1.css", "text/css", "public, max-age=31536000, immutable")]
    public async Task A_file_has_its_type_and_the_time_it_may_be_kept(string path, string type, string keep)
    {
        using var answer = await GetAsync(path, ["index.html", "assets/a-1.css"]);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("utf-8", answer.Content.Headers.ContentType.CharSet);
        Assert.Equal(keep, answer.Headers.GetValues("Cache-Control").Aggregate((a, b) => $"{a}, {b}"));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(path == "/" ? "index.html" : path[1..], await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks a host whose pages are files that hold their own names.</summary>
    private static async Task<HttpResponseMessage> GetAsync(string path, string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("journey-wwwroot-").FullName;
        try
        {
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
                await File.WriteAllTextAsync(Path.Combine(folder, file), file);
            }
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            await using var app = builder.Build();
            WebPages.Map(app, folder);
            await app.StartAsync();
            using var client = new HttpClient();
            return await client.GetAsync(new Uri(app.Urls.Single() + path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
