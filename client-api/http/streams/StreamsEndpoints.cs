using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Operations;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace JourneyOrchestrator.ClientApi.Http.Streams;

/// <summary>Live streams of committed entries (CONTRACT: customers, stream). A host brings <see cref="ILiveEntries"/>.</summary>
internal sealed class StreamsEndpoints(StreamOptions options)
{
    private const string EventStreams = "text/event-stream";

    private static readonly string[] Start = ["Last-Event-ID", "afterEvent"];

    private readonly EntryFrames frames = new();
    private readonly StreamCount streams = new(options);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var doors = new StreamsEndpoints(routes.ServiceProvider.GetService<StreamOptions>() ?? new StreamOptions());
        var group = routes.MapGroup("/v1").WithTags("Streams");
        group.MapGet("/stream", (Delegate)doors.AllAsync).Described("streamAll", "Server-sent events: entries of all customers as they are committed.")
            .WithParameters(Start).WithAnswer("EntryStream", mediaType: EventStreams).WithErrors(StatusCodes.Status501NotImplemented, StatusCodes.Status503ServiceUnavailable)
            .Needs(Scopes.Read);
        group.MapGet("/customers/{id}/stream", (Delegate)doors.CustomerAsync).Described("streamCustomer", "Server-sent events: entries of one customer as they are committed.")
            .WithParameters(Start).WithAnswer("EntryStream", mediaType: EventStreams)
            .WithErrors(StatusCodes.Status410Gone, StatusCodes.Status501NotImplemented, StatusCodes.Status503ServiceUnavailable)
            .Needs(Scopes.Read, BoundKeys.OwnPath);
    }

    private Task AllAsync(HttpContext context) => AnswerAsync(context, async (live, after) =>
        ReadResult<ILiveFeed>.Found(await live.FollowAllAsync(after, context.RequestAborted)));

    private Task CustomerAsync(HttpContext context)
    {
        var id = RouteText.Of(context, "id");
        return AnswerAsync(context, async (live, after) => await live.FollowAsync(id, after, context.RequestAborted), id);
    }

    private async Task AnswerAsync(HttpContext context, Func<ILiveEntries, long?, Task<ReadResult<ILiveFeed>>> follow, string customer = "")
    {
        var caller = Caller.Of(context);
        if (context.RequestServices.GetService<ILiveEntries>() is not { } live)
            await NotYet.AnswerAsync(context, "The live stream", "Read /v1/customers/{id}/history with 'after'.");
        else if (!StreamStart.TryRead(context, out var after, out var problem))
            await ProblemAnswer.BadRequestAsync(context, problem!);
        else if (!streams.TryEnter(caller))
            await RefuseAsync(context);
        else
            try
            {
                var found = await follow(live, after);
                if (found.Status == ReadStatus.Found)
                {
                    if (customer.Length > 0) ReadAudit.Note(context, context.RequestServices.GetRequiredService<ICustomers>(), customer, ReadAudit.Stream);
                    await StreamAsync(context, found.Value!);
                }
                else await Missing.AnswerAsync(context, found.Status, customer);
            }
            finally
            {
                streams.Leave(caller);
            }
    }

    private async Task StreamAsync(HttpContext context, ILiveFeed feed)
    {
        await using var _ = feed;
        if (feed.Start > feed.Newest)
        {
            await ProblemAnswer.BadRequestAsync(context, StreamStart.Ahead(feed));
            return;
        }
        if (HttpMethods.IsHead(context.Request.Method))
        {
            EventStream.Begin(context.Response);
            return;
        }
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await new EventStream(context, feed, frames, options).RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader went away, or the host ends: the reader resumes by id.
        }
    }

    private static Task RefuseAsync(HttpContext context) => ProblemAnswer.WriteAsync(
        context, StatusCodes.Status503ServiceUnavailable, "As many streams are open as this host takes, or as this key may have.",
        new Problem("", "too-many-streams", "As many streams are open as this host takes, or as this key may have.", "Close one, or try again in a moment; history can be read meanwhile."));
}
