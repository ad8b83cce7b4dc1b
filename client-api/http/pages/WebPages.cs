using System.Text;
using JourneyOrchestrator.ClientApi.Http.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Pages;

/// <summary>The pages of <c>web/</c> at <c>/</c>, from <c>wwwroot/</c> beside the binary. Only files that were there at the start are
/// served, each under its own route. A build without Node has none; then <c>/</c> says how to get them.</summary>
public static class WebPages
{
    private const string Start = "index.html";
    private const string Assets = "assets/";

    // Everything comes from this host, nothing is inline: text of customers can't become script whatever it says.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string NoCache = "no-cache";

    // The name of an asset carries a hash of its content, so that it never changes.
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly byte[] Absent = Encoding.UTF8.GetBytes(
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Journey Orchestrator</title></head>
        <body>
          <h1>Journey Orchestrator</h1>
          <p>The host runs, and the API works: <a href="/openapi/v1.json">/openapi/v1.json</a>, <a href="/healthz/ready">/healthz/ready</a>.</p>
          <p>The pages are not part of this build, because Node.js was not there. Install Node.js 20.19 or newer, build again with
             <code>dotnet build silo</code>, and start the host again.</p>
        </body>
        </html>
        """);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static void Map(IEndpointRouteBuilder routes) => Map(routes, Folder);

    public static void Map(IEndpointRouteBuilder routes, string folder)
    {
        if (!File.Exists(Path.Combine(folder, Start)))
        {
            Map(routes, "/", context => Headed(context, NoCache, () => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", Absent)));
            return;
        }
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (PageFile.Read(path) is not { } file) continue;
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var keep = name.StartsWith(Assets, StringComparison.Ordinal) ? Forever : NoCache;
            Map(routes, name == Start ? "/" : "/" + name, context => Headed(context, keep, () => file.AnswerAsync(context)));
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string route, RequestDelegate answer) => routes.MapGet(route, answer).ExcludeFromDescription().ForEverybody();

    private static Task Headed(HttpContext context, string keep, Func<Task> answer)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = keep;
        return answer();
    }
}
