using System.Buffers;
using JourneyOrchestrator.ClientApi.CloudEvents;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>Reads a whole request body within <see cref="EventLimits.BodyBytesMax"/>.</summary>
public static class RequestBody
{
    // A client that is still sending sees the answer only when it has been read to its end; beyond this it is cut off.
    private const int DrainBytesMax = 64 * 1024 * 1024;

    /// <returns>The body; null when it was too large, or the host has no room for it now, and that has been answered.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        var known = context.Request.ContentLength ?? 0;
        // A client that asks before it sends (Expect: 100-continue) is told now: reading would tell it to send.
        if (known > EventLimits.BodyBytesMax && context.Request.Headers.Expect.Count > 0) return await TooLargeAsync(context);
        if (known is > BodyRoom.Small and <= EventLimits.BodyBytesMax && !BodyRoom.TryTake(context, (int)known)) return await NoRoomAsync(context);
        var reader = context.Request.BodyReader;
        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(known, 256, EventLimits.BodyBytesMax));
        long length = 0;
        while (true)
        {
            if (!reader.TryRead(out var read)) read = await reader.ReadAsync(context.RequestAborted);   // most bodies have come with their head
            var before = length;
            length += read.Buffer.Length;
            // Of unknown length: as long as a body may become.
            if (known == 0 && before <= BodyRoom.Small && length > BodyRoom.Small && !BodyRoom.TryTake(context, EventLimits.BodyBytesMax)) return await NoRoomAsync(context);
            if (length <= EventLimits.BodyBytesMax)
                foreach (var segment in read.Buffer) body.Write(segment.Span);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || length > DrainBytesMax) break;
        }
        if (length <= EventLimits.BodyBytesMax) return body.WrittenMemory[MarkLength(body.WrittenSpan)..];
        return await TooLargeAsync(context);
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> NoRoomAsync(HttpContext context)
    {
        await ProblemAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, EventProblems.NoRoom.Message, EventProblems.NoRoom);
        return null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> TooLargeAsync(HttpContext context)
    {
        await ProblemAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, EventProblems.BodyTooLarge.Message, EventProblems.BodyTooLarge);
        return null;
    }

    /// <summary>True when the body is what it stands for, not packed (<c>Content-Encoding</c>); most doors do not unpack.</summary>
    public static bool IsPlain(HttpRequest request) => request.Headers.ContentEncoding is not { Count: > 0 } encoding || encoding == "identity";

    /// <summary>True when the body is said to be JSON, in UTF-8 and not packed.</summary>
    public static bool IsJson(HttpRequest request) => IsPlain(request) && request.ContentType is { } type && JsonMediaType.Is(type);

    /// <summary>Length of a byte order mark, which some editors put before UTF-8; RFC 8259, 8.1, lets a reader pass over it.</summary>
    public static int MarkLength(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
}
