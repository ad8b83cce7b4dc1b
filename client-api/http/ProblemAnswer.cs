using System.Text.Json;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Every error answer: problem details (RFC 9457) with the fields concerned and what to do.</summary>
public static class ProblemAnswer
{
    public const string MediaType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, int status, string detail, params IReadOnlyList<Problem> errors)
    {
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        return JsonAnswer.WriteAsync(context, status, MediaType, (status, detail, errors), static (writer, x) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", "about:blank");
            writer.WriteString("title", ReasonPhrases.GetReasonPhrase(x.status));
            writer.WriteNumber("status", x.status);
            writer.WriteString("detail", x.detail);
            WriteErrors(writer, x.errors);
            writer.WriteEndObject();
        });
    }

    public static Task BadRequestAsync(HttpContext context, params IReadOnlyList<Problem> errors) =>
        WriteAsync(context, StatusCodes.Status400BadRequest, errors[0].Message, errors);

    public static Task NotFoundAsync(HttpContext context, string field, string message) =>
        WriteAsync(context, StatusCodes.Status404NotFound, message, new Problem(field, "unknown", message, "Check the id."));

    /// <summary>Answers a receipt that is not an acceptance.</summary>
    public static Task WriteAsync(HttpContext context, in Receipt receipt)
    {
        var problem = ReceiptProblems.Of(receipt);
        return WriteAsync(context, ReceiptProblems.Status(receipt.Kind), problem.Message, problem);
    }

    /// <summary>One element of a list of what was rejected among many.</summary>
    /// <param name="index">Its place among them, from 0.</param>
    public static void WriteRejected(Utf8JsonWriter writer, long index, string title, IReadOnlyList<Problem> problems)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WriteString("title", title);
        writer.WriteString("detail", problems[0].Message);
        WriteErrors(writer, problems);
        writer.WriteEndObject();
    }

    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<Problem> errors)
    {
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("field", error.Field);
            writer.WriteString("code", error.Code);
            writer.WriteString("message", error.Message);
            writer.WriteString("fix", error.Fix);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
