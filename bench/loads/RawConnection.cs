using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.Bench.Loads;

/// <summary>A connection that sends one HTTP/1.1 request after the other and does no more than it must: client and host share the processors,
/// and it is the host that is measured.</summary>
internal sealed class RawConnection : IDisposable
{
    private static ReadOnlySpan<byte> LengthHeader => "\r\nContent-Length: "u8;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection.socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port);
        return connection;
    }

    public static byte[] Post(Uri address, string path, string mediaType, ReadOnlySpan<byte> body) =>
    [
        .. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {mediaType}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body,
    ];

    public static byte[] Get(Uri address, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n");

    /// <summary>Sends a request and reads its answer to the end; answers the body, good until the next call.</summary>
    /// <exception cref="InvalidOperationException">The answer is not a 200 with a length that fits.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        for (var filled = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0) throw new InvalidOperationException("The host closed the connection.");
            filled += read;
            if (Body(buffer.AsSpan(0, filled)) is { } body && body.End.Value <= filled) return buffer.AsMemory(body);
        }
    }

    /// <summary>Where the body of an answer is; null while its head is incomplete.</summary>
    private static Range? Body(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return null;
        var length = answer[..head].IndexOf(LengthHeader);
        if (!answer.StartsWith("HTTP/1.1 200"u8) || length < 0 || !Utf8Parser.TryParse(answer[(length + LengthHeader.Length)..], out int bytes, out _))
            throw new InvalidOperationException($"The host answered: {Encoding.UTF8.GetString(answer)}");
        return (head + 4)..(head + 4 + bytes);
    }

    public void Dispose() => socket.Dispose();
}
