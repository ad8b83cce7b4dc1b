using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Feeds;

/// <summary>Feeds of other systems: how fresh each is, and the door for those that are sent. A host that has some brings <see cref="IFeeds"/>.</summary>
internal sealed class FeedsEndpoints(TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes, TimeProvider clock)
    {
        var doors = new FeedsEndpoints(clock);
        var group = routes.MapGroup("/v1/feeds").WithTags("Feeds");
        group.MapGet("", (Delegate)doors.ListAsync).Needs(Scopes.Read).Described("listFeeds", "Feeds and how fresh they are.").WithAnswer("FeedPage");
        group.MapGet("/{name}", (Delegate)doors.ShowAsync).Needs(Scopes.Read).Described("getFeed", "A feed and how fresh it is.").WithAnswer("Feed");
        group.MapPost("/{name}", (Delegate)PushAsync).Needs(Scopes.Ingest).Described("pushFeed", "Takes a document of a feed that is sent.").WithBody("FeedDocument")
            .WithAnswer("FeedTally");
    }

    private static async ValueTask<IReadOnlyList<FeedStatus>> AllAsync(HttpContext context) =>
        context.RequestServices.GetService<IFeeds>() is { } feeds ? await feeds.ListAsync(context.RequestAborted) : [];

    private async Task ListAsync(HttpContext context) => await JsonAnswer.OkAsync(
        context, new Page<FeedStatus>(await AllAsync(context), null), (json, page) => PageJson.Write(json, page, (json, feed) => Write(json, feed)));   // they are few

    private async Task ShowAsync(HttpContext context)
    {
        var name = RouteText.Of(context, "name");
        await ((await AllAsync(context)).FirstOrDefault(feed => feed.Name == name) is { } found ? JsonAnswer.OkAsync(context, found, Write) : UnknownAsync(context, name));
    }

    private static async Task PushAsync(HttpContext context)
    {
        var name = RouteText.Of(context, "name");
        if (context.RequestServices.GetService<IFeeds>() is not { } feeds)
        {
            await UnknownAsync(context, name);
            return;
        }
        if (!RequestBody.IsPlain(context.Request))
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, "The body is packed.",
                new Problem("Content-Encoding", "media-type", "The body is packed.", "Send plain JSON, without Content-Encoding."));
            return;
        }
        if (await RequestBody.ReadAsync(context) is not { } body) return;
        if (Fields.Parse(body.Span, out var document) is { } flaw)
        {
            await ProblemAnswer.BadRequestAsync(context, flaw);
            return;
        }
        try
        {
            if (await feeds.PushAsync(name, document, context.RequestAborted) is { } tally) await JsonAnswer.OkAsync(context, tally, WriteTally);
            else await UnknownAsync(context, name);
        }
        catch (FeedException error)
        {
            await ProblemAnswer.BadRequestAsync(context, new Problem("", "feed", error.Message, "See the feed's settings, and docs/feeds.md."));
        }
    }

    private static Task UnknownAsync(HttpContext context, string name) => ProblemAnswer.NotFoundAsync(context, "/name", $"There is no feed '{name}'.");

    private void Write(Utf8JsonWriter json, FeedStatus feed)
    {
        json.WriteStartObject();
        json.WriteString("name", feed.Name);
        json.WriteString("kind", feed.Kind);
        WriteTime(json, "asked", feed.Asked);
        WriteTime(json, "succeeded", feed.Succeeded);
        WriteTime(json, "changed", feed.Changed);
        WriteTime(json, "made", feed.Made);
        // How old what is known is: since it was made, else since it was last had.
        if ((feed.Made ?? feed.Succeeded) is { } then) json.WriteNumber("freshnessSeconds", Math.Max(0, (long)(clock.GetUtcNow() - then).TotalSeconds));
        else json.WriteNull("freshnessSeconds");
        json.WriteBoolean("stale", feed.Stale);
        WriteCounts(json, feed.Told);
        json.WriteString("error", feed.Error);
        json.WriteEndObject();
    }

    private static void WriteTally(Utf8JsonWriter json, FeedTally tally)
    {
        json.WriteStartObject();
        WriteCounts(json, tally);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, FeedTally tally)
    {
        json.WriteNumber("accepted", tally.Accepted);
        json.WriteNumber("duplicates", tally.Duplicates);
        json.WriteNumber("rejected", tally.Rejected);
        json.WriteNumber("unmatched", tally.Unmatched);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } at) json.WriteInstant(name, at);
        else json.WriteNull(name);
    }
}
