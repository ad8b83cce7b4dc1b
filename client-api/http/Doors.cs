using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Customers;
using JourneyOrchestrator.ClientApi.Http.Events;
using JourneyOrchestrator.ClientApi.Http.Journeys;
using JourneyOrchestrator.ClientApi.Http.Operations;
using JourneyOrchestrator.ClientApi.Http.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>All HTTP doors. A host brings <c>ICustomers</c> and <see cref="TimeProvider"/> as services.</summary>
public static class Doors
{
    public static IServiceCollection AddDoors(this IServiceCollection services) => services.AddOpenApi("v1", ApiDescription.Configure);

    public static WebApplication MapDoors(this WebApplication app)
    {
        app.UseMiddleware<ErrorAnswers>();
        app.UseMiddleware<LoopbackGuard>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        EventsEndpoints.Map(app, new EventIngest(clock));
        TrackingEndpoints.Map(app, clock);
        CustomersEndpoints.Map(app, clock);
        CasesEndpoints.Map(app);
        TasksEndpoints.Map(app);
        JourneysEndpoints.Map(app);
        DeadLettersEndpoints.Map(app);
        HealthEndpoints.Map(app);
        NotYet.Map(app);
        LandingPage.Map(app);
        app.MapOpenApi();
        return app;
    }
}
