using System.Threading.Channels;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>The transport of one POST: it brings one message and keeps the answer. Nothing outlives the call, so any host can take the next one.</summary>
internal sealed class OneMessage : ITransport
{
    private readonly Channel<JsonRpcMessage> incoming = Channel.CreateBounded<JsonRpcMessage>(1);

    public OneMessage(JsonRpcMessage message)
    {
        incoming.Writer.TryWrite(message);
        incoming.Writer.Complete();
    }

    /// <summary>The response or error; null: the message asked for none.</summary>
    public JsonRpcMessage? Answer { get; private set; }

    public string? SessionId => null;

    public ChannelReader<JsonRpcMessage> MessageReader => incoming.Reader;

    // Without a session there is nobody to notify; only what answers the message goes out.
    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        if (message is JsonRpcResponse or JsonRpcError) Answer = message;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
