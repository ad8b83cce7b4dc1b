using System.IO.Pipelines;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>One open stream: sends what its feed has, then waits for more. It holds no more than a page, and ends when its reader takes nothing.</summary>
internal sealed class EventStream(HttpContext context, ILiveFeed feed, EntryFrames frames, StreamOptions options)
{
    private const int FlushBytes = 64 * 1024;

    private readonly PipeWriter body = context.Response.BodyWriter;
    private readonly KeyInUse? key = context.Features.Get<KeyInUse>();

    /// <summary>Ends when the reader goes or is cut off, when its key is revoked or expires, when the customer is erased, or when told to.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        // The reader's time is counted here; the server's own minimum would cut off earlier.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
        Begin(context.Response);
        EntryFrames.WriteStart(body, feed.Start);
        var taken = await FlushAsync(cancel);
        while (taken && key is not { IsGood: false } && await feed.NextAsync(cancel) is { Status: ReadStatus.Found, Value: { } entries })
        {
            if (entries.Count > 0) taken = await SendAsync(entries, cancel);
            else if (!await feed.WaitAsync(options.Heartbeat, cancel)) taken = await BeatAsync(cancel);
        }
    }

    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";   // proxies that gather answers would keep events back
    }

    private Task<bool> BeatAsync(CancellationToken cancel)
    {
        EntryFrames.WriteHeartbeat(body);
        return FlushAsync(cancel);
    }

    private async Task<bool> SendAsync(IReadOnlyList<LiveEntry> entries, CancellationToken cancel)
    {
        foreach (var entry in entries)
        {
            frames.Write(body, entry);
            if (body.UnflushedBytes >= FlushBytes && !await FlushAsync(cancel)) return false;
        }
        return await FlushAsync(cancel);
    }

    /// <returns>False: the reader is gone, or took too long and was cut off.</returns>
    private async Task<bool> FlushAsync(CancellationToken cancel)
    {
        var flush = body.FlushAsync(cancel);
        if (flush.IsCompletedSuccessfully) return !flush.Result.IsCompleted;
        try
        {
            return !(await flush.AsTask().WaitAsync(options.WriteTime, cancel)).IsCompleted;
        }
        catch (TimeoutException)
        {
            context.Abort();
            return false;
        }
    }
}
