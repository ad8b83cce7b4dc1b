using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Customers;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Events;
using JourneyOrchestrator.ClientApi.Http.Feeds;
using JourneyOrchestrator.ClientApi.Http.Journeys;
using JourneyOrchestrator.ClientApi.Http.Mcp;
using JourneyOrchestrator.ClientApi.Http.Migrations;
using JourneyOrchestrator.ClientApi.Http.Operations;
using JourneyOrchestrator.ClientApi.Http.Pages;
using JourneyOrchestrator.ClientApi.Http.Streams;
using JourneyOrchestrator.ClientApi.Http.Subscriptions;
using JourneyOrchestrator.ClientApi.Http.Topics;
using JourneyOrchestrator.ClientApi.Http.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>All HTTP doors. A host brings <c>ICustomers</c> and <see cref="TimeProvider"/> as services, and <see cref="IApiKeys"/> if it has keys.</summary>
public static class Doors
{
    public static IServiceCollection AddDoors(this IServiceCollection services)
    {
        services.TryAddSingleton(new BodyRoom());
        return services.AddOpenApi("v1", ApiDescription.Configure);
    }

    public static WebApplication MapDoors(this WebApplication app)
    {
        app.UseMiddleware<ErrorAnswers>();
        app.UseMiddleware<LoopbackGuard>();
        app.UseMiddleware<RequestPath>();
        app.UseRouting();
        app.UseMiddleware<AccessGuard>();
        var routes = app.MapGroup("");
        ((IEndpointConventionBuilder)routes).Add(AnswerHead);
        var clock = app.Services.GetRequiredService<TimeProvider>();
        EventsEndpoints.Map(routes, new EventIngest(clock));
        TrackingEndpoints.Map(routes, clock);
        CustomersEndpoints.Map(routes, clock);
        CasesEndpoints.Map(routes);
        MigrationsEndpoints.Map(routes);
        TasksEndpoints.Map(routes);
        JourneysEndpoints.Map(routes);
        DeadLettersEndpoints.Map(routes);
        SetAsideEndpoints.Map(routes);
        HealthEndpoints.Map(routes);
        StreamsEndpoints.Map(routes);
        McpEndpoint.Map(routes, new McpEndpoint(clock, app.Services.GetRequiredService<ILogger<McpEndpoint>>()));
        SubscriptionsEndpoints.Map(routes);
        FeedsEndpoints.Map(routes, clock);
        TopicsEndpoints.Map(routes, clock);
        WebPages.Map(routes);
        routes.MapOpenApi("/openapi/v1.json").ForEverybody();
        return app;
    }

    /// <summary>What answers GET answers HEAD, with the same headers and no body (RFC 9110, 9.1).</summary>
    private static void AnswerHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is not { HttpMethods: ["GET"] } get) return;
        endpoint.Metadata.Remove(get);
        endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    }
}
