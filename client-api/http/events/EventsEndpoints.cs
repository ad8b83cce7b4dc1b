using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Events about customers and on topics (CONTRACT: events).</summary>
internal static class EventsEndpoints
{
    private static readonly (string MediaType, string Schema)[] Bodies =
    [
        (EventIngest.Structured, "CloudEvent"), (EventIngest.Batch, "CloudEventBatch"), (EventIngest.Lines, "CloudEventLines"), (JsonAnswer.MediaType, "EventData"),
    ];

    private static readonly string[] Attributes = ["ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time"];

    public static void Map(IEndpointRouteBuilder routes, EventIngest ingest)
    {
        routes.MapPost("/v1/events", (HttpContext context, ICustomers customers) => ingest.HandleAsync(context, new EventTarget(customers, null, Caller.Of(context))))
            .WithTags("Events")
            .Described("sendEvents", "Events about customers; answered when they are on disk.")
            .WithParameters(Attributes)
            .WithBody(Bodies)
            .WithAnswer("EventTally")
            .WithErrors(StatusCodes.Status409Conflict, StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable)
            .Needs(Scopes.Ingest, BoundKeys.OwnOnly);
        routes.MapPost("/v1/topics/{topic}/events", (HttpContext context, ICustomers customers) => ToTopicAsync(context, customers, ingest))
            .WithTags("Events")
            .Described("sendTopicEvents", "Events on a topic, for all customers that follow it.")
            .WithParameters(Attributes)
            .WithBody(Bodies)
            .WithAnswer("EventTally")
            .WithErrors(StatusCodes.Status503ServiceUnavailable)
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
