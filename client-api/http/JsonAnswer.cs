using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Writes JSON answers without reflection. The whole answer is made before its first byte leaves, so that a failure
/// on the way still gives a clean error.</summary>
public static class JsonAnswer
{
    public const string MediaType = "application/json";

    // Answers are never put into HTML by us; names in any script stay readable.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync<T>(HttpContext context, int status, string mediaType, T value, Action<Utf8JsonWriter, T> write) =>
        WriteAsync(context, status, mediaType, Render(value, write));

    public static async Task WriteAsync(HttpContext context, int status, string mediaType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.BodyWriter.WriteAsync(body);
    }

    public static ReadOnlyMemory<byte> Render<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options)) write(writer, value);
        return buffer.WrittenMemory;
    }

    public static Task OkAsync(HttpContext context, ReadOnlyMemory<byte> body) => WriteAsync(context, StatusCodes.Status200OK, MediaType, body);

    public static Task OkAsync<T>(HttpContext context, T value, Action<Utf8JsonWriter, T> write) =>
        WriteAsync(context, StatusCodes.Status200OK, MediaType, value, write);
}
