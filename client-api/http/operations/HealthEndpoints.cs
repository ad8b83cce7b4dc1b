using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Operations;

/// <summary>Health for orchestrators and people.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/healthz").WithTags("Operations").ForEverybody();
        group.MapGet("/live", (Delegate)LiveAsync).Described("getLive", "The process runs.").WithAnswer("Live");
        group.MapGet("/ready", ReadyAsync).Described("getReady", "Signals are taken.").WithAnswer("Ready").WithErrors(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task LiveAsync(HttpContext context) => JsonAnswer.OkAsync(context, "live", static (json, status) =>
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteEndObject();
    });

    private static async Task ReadyAsync(HttpContext context, ICustomers customers)
    {
        var health = await customers.HealthAsync(context.RequestAborted);
        if (!health.Ready)
        {
            var why = health.Why ?? "The host is not ready.";
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, why, new Problem("", "not-ready", why, "Ask again in a moment."));
            return;
        }
        await JsonAnswer.OkAsync(context, (health, context.RequestServices.GetService<IDataDisk>()?.Look()), static (json, found) =>
        {
            var (health, disk) = found;
            json.WriteStartObject();
            json.WriteString("status", "ready");
            json.WriteNumber("customers", health.Counts.Customers);
            json.WriteNumber("entries", health.Counts.Entries);
            json.WriteNumber("timers", health.Counts.Timers);
            json.WriteNumber("outbox", health.Counts.Outbox);
            json.WriteNumber("deadLetters", health.Counts.DeadLetters);
            json.WriteNumber("setAside", health.Counts.SetAside);
            json.WriteNumber("topics", health.Counts.Topics);
            json.WriteNumber("activeCustomers", health.ActiveCustomers);
            json.WriteNumber("activeBytes", health.ActiveBytes);
            json.WriteNumber("queueDepth", health.QueueDepth);
            json.WriteNumber("damaged", health.Damaged);
            if (disk is { } room) Write(json, room);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, DiskRoom room)
    {
        json.WriteStartObject("disk");
        json.WriteNumber("freeBytes", room.FreeBytes);
        json.WriteBoolean("low", room.IsLow);
        json.WriteEndObject();
    }
}
