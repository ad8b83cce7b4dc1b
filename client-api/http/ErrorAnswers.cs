using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Gives every error a body: what a handler throws, and what routing refuses (404, 405) without saying why.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away: nobody is left to answer to.
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(context, e.StatusCode, e.Message);
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.LogError(e, "{Method} {Route} failed.", context.Request.Method, context.GetEndpoint()?.DisplayName);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, $"Something failed here. The log has it under {context.TraceIdentifier}.");
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }) await ExplainAsync(context);
    }

    private static Task ExplainAsync(HttpContext context) => ProblemAnswer.WriteAsync(context, context.Response.StatusCode, context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => $"This address does not know {context.Request.Method}; it knows {context.Response.Headers.Allow}.",
        _ => "The request was refused.",
    });
}
