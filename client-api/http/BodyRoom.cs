using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http;

/// <summary>
/// Memory for what clients send and what is not answered yet. Small bodies go without: the number of connections bounds them. Thread-safe.
/// </summary>
/// <param name="most">Bytes over all requests.</param>
public sealed class BodyRoom(long most = 256L * 1024 * 1024)
{
    /// <summary>Bytes of a body, or of lines gathered, that no room is asked for.</summary>
    public const int Small = 16 * 1024;

    private long taken;

    /// <summary>Takes room for a request, which is given back when it has been answered.</summary>
    /// <returns>False: there is none, and nothing was taken.</returns>
    public static bool TryTake(HttpContext context, int bytes)
    {
        var room = context.RequestServices.GetRequiredService<BodyRoom>();
        if (!room.TryTake(bytes)) return false;
        context.Response.RegisterForDispose(new Taken(room, bytes));
        return true;
    }

    private bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= most) return true;
        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    private sealed class Taken(BodyRoom room, int bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref room.taken, -bytes);
    }
}
