namespace JourneyOrchestrator.Grains.Orleans.Wire;

/// <summary>Inputs of one customer, in order: see <see cref="InputWire"/>.</summary>
/// <param name="Inputs">UTF-8 JSON.</param>
/// <param name="Bounded">Subject to the limit of what a host takes at a time.</param>
[GenerateSerializer, Immutable, Alias("journey.inputs")]
public sealed record CustomerInputs([property: Id(0)] byte[] Inputs, [property: Id(1)] bool Bounded)
{
    /// <summary>They let go first what somebody waits for.</summary>
    [Id(2)]
    public bool Yields { get; init; }
}

/// <summary>Receipts in the order of the inputs: see <see cref="ReceiptWire"/>.</summary>
/// <param name="Details">UTF-8 JSON; null: there is nothing more to say.</param>
[GenerateSerializer, Immutable, Alias("journey.receipts")]
public sealed record CustomerReceipts([property: Id(0)] byte[] Kinds, [property: Id(1)] long[] Seqs, [property: Id(2)] byte[]? Details)
{
    /// <summary>The silo that answers, where that is not known to whoever asks.</summary>
    [Id(3)]
    public string? Silo { get; init; }
}

/// <summary>Inputs of several customers of one silo.</summary>
[GenerateSerializer, Immutable, Alias("journey.bundle")]
public sealed record CustomerBundle([property: Id(0)] string[] Customers, [property: Id(1)] CustomerInputs[] Inputs);

/// <summary>The committed state of a customer.</summary>
/// <param name="Status">What <c>ReadStatus</c> says; <see cref="Unsure"/>: the host is not sure that it still has the customer, ask again; <see cref="Newer"/>: a newer
/// version wrote for the customer, which this host can't read.</param>
/// <param name="State">The state as a snapshot has it; null unless found.</param>
[GenerateSerializer, Immutable, Alias("journey.state")]
public sealed record CustomerSnapshot([property: Id(0)] int Status, [property: Id(1)] byte[]? State)
{
    public const int Unsure = -1, Newer = -2;
}
