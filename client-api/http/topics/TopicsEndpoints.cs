using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Topics;

/// <summary>Topic events on their way to followers: how far they have come, and what operators do about them. A host brings <see cref="ITopics"/>.</summary>
internal static class TopicsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, TimeProvider clock)
    {
        var acts = new TopicActs(clock);
        var group = routes.MapGroup("/v1").WithTags("Topics");
        group.MapGet("/fan-outs", With(ListAsync)).Described("listFanOuts", "Topic events on their way, oldest first: how far they have come and how fast they go.")
            .WithParameters("limit", "afterNumber").WithAnswer("FanOutPage").Needs(Scopes.Read);
        group.MapGet("/fan-outs/pauses", With(PausesAsync)).Described("listPauses", "Topics and topic events that are paused, oldest pause first.")
            .WithAnswer("TopicPausePage").Needs(Scopes.Read);
        group.MapGet("/topics/{topic}/events", With(EventsAsync)).Described("listTopicEvents", "Events of a topic, newest first, and what became of them.")
            .WithParameters("limit", "afterPosition").WithAnswer("TopicEventPage").Needs(Scopes.Read);
        group.MapGet("/topics/{topic}/acts", With(ActsAsync)).Described("listTopicActs", "Who paused and resumed a topic as a whole, and why.")
            .WithParameters("limit", "afterNumber").WithAnswer("TopicActPage").Needs(Scopes.Read);
        MapAct(group, "/topics/{topic}/pause", "pauseTopic", "Tells nobody anything of a topic until it is resumed.", "TopicAct", TopicActs.PauseAsync);
        MapAct(group, "/topics/{topic}/resume", "resumeTopic", "Goes on with a topic where it stopped.", "TopicAct", TopicActs.ResumeAsync);
        MapAct(group, "/topics/{topic}/events/{position}/pause", "pauseTopicEvent", "Holds up an event and all later ones of its topic.", "TopicAct", TopicActs.PauseAsync);
        MapAct(group, "/topics/{topic}/events/{position}/resume", "resumeTopicEvent", "Goes on with an event where it stopped.", "TopicAct", TopicActs.ResumeAsync);
        MapAct(group, "/topics/{topic}/events/{position}/withdraw", "withdrawTopicEvent", "Ends an event's way: it reaches nobody further. Another event may go with it.",
            "TopicWithdrawal", acts.WithdrawAsync);
    }

    private static void MapAct(RouteGroupBuilder group, string path, string id, string summary, string body, Func<HttpContext, ITopics, Task> act) => group
        .MapPost(path, With(act)).Described(id, summary).WithBody(body).WithAnswer("TopicActDone").WithErrors(StatusCodes.Status409Conflict).Needs(Scopes.Admin);

    private static Delegate With(Func<HttpContext, ITopics, Task> answer) => (HttpContext context) => answer(context, context.RequestServices.GetRequiredService<ITopics>());

    private static async Task ListAsync(HttpContext context, ITopics topics)
    {
        var query = new Query(context);
        var (limit, after) = (query.Limit(), query.After());
        if (query.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, query.Problems);
        else await JsonAnswer.OkAsync(context, await topics.FanOutsAsync(after, limit, context.RequestAborted), static (json, page) => PageJson.Write(json, page, TopicJson.Write));
    }

    private static async Task PausesAsync(HttpContext context, ITopics topics)
    {
        var page = new Page<TopicPause>(await topics.PausesAsync(context.RequestAborted), null);   // they are few
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, TopicJson.Write));
    }

    private static async Task EventsAsync(HttpContext context, ITopics topics)
    {
        var (topic, query) = (RouteText.Of(context, "topic"), new Query(context));
        var (limit, before) = (query.Limit(), query.Before());
        if (await IsRefusedAsync(context, topic, query)) return;
        var page = await topics.EventsAsync(topic, before, limit, context.RequestAborted);
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, TopicJson.Write));
    }

    private static async Task ActsAsync(HttpContext context, ITopics topics)
    {
        var (topic, query) = (RouteText.Of(context, "topic"), new Query(context));
        var (limit, after) = (query.Limit(), query.After());
        if (await IsRefusedAsync(context, topic, query)) return;
        var page = await topics.ActsAsync(topic, after, limit, context.RequestAborted);
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, TopicJson.Write));
    }

    private static async ValueTask<bool> IsRefusedAsync(HttpContext context, string topic, Query query)
    {
        IReadOnlyList<Problem> problems = Names.Check("/topic", topic) is { } problem ? [problem, .. query.Problems] : query.Problems;
        if (problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, problems);
        return problems.Count > 0;
    }
}
