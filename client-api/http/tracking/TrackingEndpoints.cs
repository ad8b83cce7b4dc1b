using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Tracking;

/// <summary>The HTTP tracking API of Segment, for its SDKs (CONTRACT: other doors).</summary>
internal sealed class TrackingEndpoints(TimeProvider clock)
{
    private static readonly string[] Types = ["track", "identify", "page", "screen", "group", "alias"];

    public static void Map(IEndpointRouteBuilder routes, TimeProvider clock)
    {
        var doors = new TrackingEndpoints(clock);
        var group = routes.MapGroup("/v1").WithTags("Tracking").WithMetadata(WriteKeys.Taken).Needs(Scopes.Ingest, BoundKeys.OwnOnly);
        foreach (var type in Types)
            group.MapPost("/" + type, (HttpContext context, ICustomers customers) => doors.OneAsync(context, customers, type))
                .Described(type, $"One '{type}' of a tracking SDK.").WithBody("TrackingMessage").WithAnswer("TrackingAnswer").WithErrors(StatusCodes.Status503ServiceUnavailable);
        group.MapPost("/batch", doors.BatchAsync)
            .Described("sendTrackingBatch", "Messages of a tracking SDK, each with its type.").WithBody("TrackingBatch").WithAnswer("TrackingAnswer")
            .WithErrors(StatusCodes.Status503ServiceUnavailable);
    }

    private async Task OneAsync(HttpContext context, ICustomers customers, string type)
    {
        if (await TrackingBody.ReadAsync(context) is not { } body) return;
        await SubmitAsync(context, customers, [TrackingMessage.Read(body.Span, type, Frame(context))], batch: false);
    }

    private async Task BatchAsync(HttpContext context, ICustomers customers)
    {
        if (await TrackingBody.ReadAsync(context) is not { } body) return;
        var (frame, ranges) = (Frame(context), new List<Range>());
        if (TrackingBatch.Split(body.Span, ref frame, ranges) is { } problem)
        {
            await ProblemAnswer.BadRequestAsync(context, problem);
            return;
        }
        var readings = new TrackingReading[ranges.Count];
        for (var i = 0; i < readings.Length; i++) readings[i] = TrackingMessage.Read(body.Span[ranges[i]], null, frame);
        await SubmitAsync(context, customers, readings, batch: true);
    }

    /// <summary>The write key names the source; without keys any, or none, will do.</summary>
    private TrackingFrame Frame(HttpContext context) =>
        new("segment:" + (Caller.Of(context) is var caller && caller == Caller.Local ? "default" : caller.Name), clock.GetUtcNow(), null, Value.Null);

    private static async Task SubmitAsync(HttpContext context, ICustomers customers, TrackingReading[] readings, bool batch)
    {
        var tally = new TrackingTally();
        var (signals, places) = (new List<Signal>(readings.Length), new List<int>(readings.Length));
        for (var i = 0; i < readings.Length; i++)
        {
            var problems = await ProblemsAsync(customers, readings[i], context.RequestAborted);
            if (problems.Count > 0) tally.Reject(i, problems);
            foreach (var signal in problems.Count > 0 ? [] : readings[i].Signals)
            {
                signals.Add(signal);
                places.Add(i);
            }
        }
        var receipts = await customers.SignalAsync(signals, context.RequestAborted);
        for (var i = 0; i < receipts.Length; i++)
            tally.Add(places[i], receipts[i], signals[i].Type == BuiltInSignals.Identified && readings[places[i]].Previous is null);
        await tally.AnswerAsync(context, readings.Length, batch);
    }

    /// <summary>An alias of somebody known by that very id would be kept without any effect: the sender should hear of it.</summary>
    private static async ValueTask<IReadOnlyList<Problem>> ProblemsAsync(ICustomers customers, TrackingReading reading, CancellationToken cancel)
    {
        if (reading.Previous is not { } previous || ProvisionalIds.Is(previous)) return reading.Problems;
        var known = await customers.ReadAsync(previous, static _ => true, null, cancel);
        return known.Status == ReadStatus.Found ? [TrackingProblems.NotProvisional] : reading.Problems;
    }
}
