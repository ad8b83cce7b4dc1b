using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Events about customers and on topics (CONTRACT: events).</summary>
internal static class EventsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, EventIngest ingest)
    {
        routes.MapPost("/v1/events", (HttpContext context, ICustomers customers) => ingest.HandleAsync(context, new EventTarget(customers, null)))
            .WithTags("Events")
            .WithSummary("Events about customers; answered when they are on disk.")
            .WithBody(EventIngest.MediaTypes)
            .WithAnswer(200, "accepted!", "duplicates!", "rejected!", "rejectedNotListed")
            .Needs(Scopes.Ingest, BoundKeys.OwnOnly);
        routes.MapPost("/v1/topics/{topic}/events", (HttpContext context, ICustomers customers) => ToTopicAsync(context, customers, ingest))
            .WithTags("Events")
            .WithSummary("Events on a topic, for all customers that follow it.")
            .WithBody(EventIngest.MediaTypes)
            .WithAnswer(200, "accepted!", "duplicates!", "rejected!", "rejectedNotListed")
            .Needs(Scopes.Ingest);
    }

    private static Task ToTopicAsync(HttpContext context, ICustomers customers, EventIngest ingest)
    {
        var topic = RouteText.Of(context, "topic");
        return Names.Check("/topic", topic) is { } problem
            ? ProblemAnswer.BadRequestAsync(context, problem)
            : ingest.HandleAsync(context, new EventTarget(customers, topic));
    }
}
