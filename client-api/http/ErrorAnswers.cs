using System.Data.Common;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Gives every error a body: what a handler throws, and what routing refuses (404, 405) without saying why.</summary>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger<ErrorAnswers> log)
{
    private static readonly Problem NoStore = new("", "store-unavailable", "The host can't reach its database now.", "Send it again.");

    private static readonly Problem Newer = new(
        "", "newer-version", "A newer version of the program wrote for this customer, and this process can't read that.", "Ask again when all processes are of the newer version.");

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
        catch (OperationCanceledException e) when (e.InnerException is ConnectionAbortedException)
        {
            // The host ends while a body was still on its way; what was acknowledged is on disk.
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await BadRequestAsync(context, e.StatusCode, e.Message);
            return;
        }
        catch (IOException e) when (e.InnerException is OverflowException && !context.Response.HasStarted)
        {
            // How the server says that the size of a chunk is more than a number holds.
            await BadRequestAsync(context, StatusCodes.Status400BadRequest, e.Message);
            return;
        }
        catch (StoreUnwritableException e) when (!context.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message, e.Problem);
            return;
        }
        catch (DamagedStoreException e) when (!context.Response.HasStarted)
        {
            log.DamageMet(context.Request.Method, context.GetEndpoint()?.DisplayName, e.Message);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, DamagedStoreException.Problem.Message, DamagedStoreException.Problem);
            return;
        }
        catch (Exception e) when (IsOfStore(e) && !context.Response.HasStarted)
        {
            log.StoreUnavailable(context.Request.Method, context.GetEndpoint()?.DisplayName, e.GetType().Name);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, NoStore.Message, NoStore);
            return;
        }
        catch (NewerJournalException e) when (!context.Response.HasStarted)
        {
            log.JournalNewer(context.Request.Method, context.GetEndpoint()?.DisplayName, e.Message);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Newer.Message, Newer);
            return;
        }
        catch (HostUnavailableException e) when (!context.Response.HasStarted)
        {
            log.HostUnavailable(context.Request.Method, context.GetEndpoint()?.DisplayName, e.Message);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, e.Message, new Problem("", "unavailable", e.Message, "Ask again in a moment."));
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.RequestFailed(e, context.Request.Method, context.GetEndpoint()?.DisplayName);
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status500InternalServerError, $"Something failed here. The log has it under {context.TraceIdentifier}.");
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null }) await ExplainAsync(context);
    }

    /// <summary>A database that can't be reached comes back by itself; SQLSTATE 57: it is going down, or starting.</summary>
    private static bool IsOfStore(Exception error) => error is DbException { IsTransient: true } or DbException { SqlState: ['5', '7', ..] }
        || (error is IOException { InnerException: DbException inner } && IsOfStore(inner));

    private static Task BadRequestAsync(HttpContext context, int status, string message) =>
        ProblemAnswer.WriteAsync(context, status, message, new Problem("", "bad-request", message, "Send a well-formed HTTP request."));

    private static Task ExplainAsync(HttpContext context)
    {
        var problem = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new Problem("", "unknown-address", "There is nothing at this address.", "See /openapi/v1.json for what there is."),
            StatusCodes.Status405MethodNotAllowed => new Problem(
                "", "method", $"This address does not know {context.Request.Method}.", $"It knows {context.Response.Headers.Allow}."),
            _ => new Problem("", "refused", "The request was refused.", "See /openapi/v1.json for what can be called."),
        };
        return ProblemAnswer.WriteAsync(context, context.Response.StatusCode, problem.Message, problem);
    }
}
