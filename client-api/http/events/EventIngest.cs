using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace JourneyOrchestrator.ClientApi.Http.Events;

/// <summary>Takes events in each of the four content modes.</summary>
internal sealed class EventIngest(TimeProvider clock)
{
    public const string Structured = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    private static readonly ReadOnlyMemory<byte> OneAccepted = Answer(ReceiptKind.Accepted), OneDuplicate = Answer(ReceiptKind.Duplicate);

    private static readonly Problem WrongMediaType = new(
        "", "media-type", "The content type is none that events come in.",
        $"Send {Structured}, {Batch}, {Lines}, or JSON data with the attributes in ce- headers, in UTF-8 and without Content-Encoding.");

    public Task HandleAsync(HttpContext context, EventTarget target)
    {
        var request = context.Request;
        if (!RequestBody.IsPlain(request)) return UnsupportedAsync(context);
        if (request.ContentType == Structured) return StructuredAsync(context, target);   // as almost every client spells it
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return request.ContentType is null && BinaryEventReader.IsBinary(request.Headers) ? BinaryAsync(context, target) : UnsupportedAsync(context);
        if (!JsonMediaType.IsUtf8(type)) return UnsupportedAsync(context);
        return type.MediaType.Value!.ToLowerInvariant() switch
        {
            Structured => StructuredAsync(context, target),
            Batch => BatchAsync(context, target),
            Lines => LinesAsync(context, target),
            _ when BinaryEventReader.IsBinary(request.Headers) && JsonMediaType.Is(request.ContentType!) => BinaryAsync(context, target),
            _ => UnsupportedAsync(context),
        };
    }

    private static Task UnsupportedAsync(HttpContext context) =>
        ProblemAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, WrongMediaType.Message, WrongMediaType);

    private async Task StructuredAsync(HttpContext context, EventTarget target)
    {
        if (await RequestBody.ReadAsync(context) is { } body)
            await OneAsync(context, target, target.Check(CloudEventReader.Read(body.Span, target.Subject, clock.GetUtcNow())));
    }

    private async Task BinaryAsync(HttpContext context, EventTarget target)
    {
        if (await RequestBody.ReadAsync(context) is { } body)
            await OneAsync(context, target, target.Check(BinaryEventReader.Read(context.Request.Headers, body.Span, target.Subject, clock.GetUtcNow())));
    }

    private static async Task OneAsync(HttpContext context, EventTarget target, EventReading reading)
    {
        if (reading.Signal is null)
        {
            await ProblemAnswer.BadRequestAsync(context, reading.Problems);
            return;
        }
        // A client that goes away meanwhile saves nothing: what was taken is done all the same, and soon.
        var receipt = (await target.SubmitAsync([reading.Signal], CancellationToken.None))[0];
        await (receipt.Kind switch
        {
            ReceiptKind.Accepted => JsonAnswer.OkAsync(context, OneAccepted),
            ReceiptKind.Duplicate => JsonAnswer.OkAsync(context, OneDuplicate),
            _ => ProblemAnswer.WriteAsync(context, receipt),
        });
    }

    private static ReadOnlyMemory<byte> Answer(ReceiptKind one)
    {
        var tally = new EventTally();
        tally.Add(0, new Receipt(one, 0));
        return JsonAnswer.Render(tally, EventTally.Write);
    }

    private async Task BatchAsync(HttpContext context, EventTarget target)
    {
        if (await RequestBody.ReadAsync(context) is not { } body) return;
        var elements = new List<Range>();
        if (BatchReader.Split(body.Span, elements) is { } problem)
        {
            await ProblemAnswer.BadRequestAsync(context, problem);
            return;
        }
        var tally = new EventTally();
        var group = new EventGroup();
        var now = clock.GetUtcNow();
        for (var i = 0; i < elements.Count; i++) group.Add(i, target.Check(CloudEventReader.Read(body.Span[elements[i]], target.Subject, now)), tally);
        await group.SubmitAsync(target, tally, context.RequestAborted);
        await AnswerAsync(context, tally);
    }

    private async Task LinesAsync(HttpContext context, EventTarget target)
    {
        // A sender of lines may pause between them for as long as it likes; the server's minimum would cut it off.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        var tally = new EventTally();
        await new EventLines(context, target, tally, clock).RunAsync(context.RequestAborted);
        await AnswerAsync(context, tally);
    }

    private static Task AnswerAsync(HttpContext context, EventTally tally) => tally.Unavailable
        ? ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, tally.NotTaken[0].Message, tally.NotTaken)
        : JsonAnswer.OkAsync(context, tally, EventTally.Write);
}
