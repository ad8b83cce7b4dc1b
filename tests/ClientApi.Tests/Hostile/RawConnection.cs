using System.Net.Sockets;
using System.Text;

namespace JourneyOrchestrator.ClientApi.Tests.Hostile;

/// <summary>What a client does when all is sent.</summary>
internal enum RawEnd
{
    /// <summary>It reads until the host closes.</summary>
    Read,
    /// <summary>It closes its side, and then reads until the host closes.</summary>
    Close,
    /// <summary>It reads one answer and goes away.</summary>
    ReadOne,
}

/// <summary>A connection that takes any bytes.</summary>
internal sealed class RawConnection : IDisposable
{
    /// <summary>Long enough for any machine: a test that waits this long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly MemoryStream received = new();

    /// <param name="receiveBuffer">Bytes that wait here unread; 0: as many as the system likes.</param>
    public static async Task<RawConnection> OpenAsync(Uri host, int receiveBuffer = 0)
    {
        var connection = new RawConnection();
        if (receiveBuffer > 0) connection.socket.ReceiveBufferSize = receiveBuffer;
        await connection.socket.ConnectAsync(host.Host, host.Port);
        return connection;
    }

    /// <summary>Everything until the host closes, or, if told so, the first whole answer.</summary>
    public async Task<IReadOnlyList<RawAnswer>> ReadAsync(bool one = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while (await TakeAsync(buffer, patience.Token) is var length and > 0)
        {
            received.Write(buffer, 0, length);
            if (one && RawAnswer.Parse(received.ToArray()) is { Count: > 0 } answers) return answers;
        }
        return RawAnswer.Parse(received.ToArray());
    }

    /// <summary>What comes first.</summary>
    public async Task<string> BeginningAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        var length = await TakeAsync(buffer, patience.Token);
        received.Write(buffer, 0, length);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>Bytes that came; they are kept by nobody.</summary>
    public async Task<long> CountAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (total, buffer) = (0L, new byte[64 * 1024]);
        while (await TakeAsync(buffer, patience.Token) is var length and > 0) total += length;
        return total;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes)..];
        }
        catch (SocketException)
        {
            // The host closed before it had all: what it said is read below.
        }
    }

    public void CloseSending() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        socket.Dispose();
        received.Dispose();
    }

    /// <summary>0 at the end, however it came.</summary>
    private async Task<int> TakeAsync(byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancel);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
