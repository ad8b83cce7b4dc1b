using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Something that a client wants done, tried until it has an answer that is final.</summary>
/// <param name="Client">Who asks.</param>
/// <param name="Number">Which of that client's operations it is.</param>
internal abstract record Operation(int Client, int Number)
{
    /// <summary>Signals to a customer, or to a topic.</summary>
    public sealed record Send(int Client, int Number, IReadOnlyList<Signal> Signals, string? Topic = null) : Operation(Client, Number);

    /// <summary>A person is erased.</summary>
    public sealed record Erase(int Client, int Number, string Customer) : Operation(Client, Number);

    /// <summary>Somebody at the desk completes whatever task is open.</summary>
    public sealed record CompleteTask(int Client, int Number) : Operation(Client, Number);

    /// <summary>Somebody queues the first dead letter again.</summary>
    public sealed record Requeue(int Client, int Number) : Operation(Client, Number);

    /// <summary>Somebody pauses the topic, lets it go on, or withdraws the newest event that is on its way.</summary>
    public sealed record ActOnTopic(int Client, int Number, TopicActKind Kind) : Operation(Client, Number);

    /// <summary>A designer publishes a new version of the orders.</summary>
    public sealed record PublishJourney(int Client, int Number) : Operation(Client, Number);

    /// <summary>The designer moves the running orders of a customer to the newest version.</summary>
    public sealed record MoveOrders(int Client, int Number, string Customer) : Operation(Client, Number);

    /// <summary>The only topic.</summary>
    public const string News = "sim:news";

    public string Name => $"{Client}.{Number} {GetType().Name}";

    /// <summary>There is nothing to gain by asking again.</summary>
    public static bool IsFinal(ReceiptKind kind) => kind != ReceiptKind.Unavailable;
}
