using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Feeds.Tests;

/// <summary>A server that gives a feed, with a tag; and as badly as it is told to.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private WebApplication app = null!;

    public byte[] Content { get; set; } = [];

    /// <summary>What it does wrong.</summary>
    public Func<HttpContext, Task>? Mischief { get; set; }

    public Uri Url => new(app.Urls.Single() + "/feed");

    /// <summary>Times the content was sent, and times it was not since the asker had it.</summary>
    public int Sent { get; private set; }

    public int NotModified { get; private set; }

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server.app = builder.Build();
        server.app.Urls.Add("http://127.0.0.1:0");
        server.app.MapGet("/feed", server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.SmallestSize)) stream.Write(bytes);
        return packed.ToArray();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Mischief is not null)
        {
            await Mischief(context);
            return;
        }
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Content))[..16]}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            NotModified++;
            context.Response.StatusCode = 304;
            return;
        }
        Sent++;
        await context.Response.Body.WriteAsync(Content);
    }
}
