using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Answers that the host gives without asking the customer.</summary>
internal static class Receipts
{
    public static readonly Receipt Unavailable = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "unavailable", "The signal was not stored: the host could not write it or failed while handling it.", "Send it again."));

    public static readonly Receipt Newer = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "newer-version", "A newer version of the program wrote for this customer, and this process can't read that: nothing was done.", "Send it again when all processes are of the newer version."));

    public static readonly Receipt Damaged = new(ReceiptKind.Unavailable, 0, DamagedStoreException.Problem);

    public static readonly Receipt Overloaded = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "overloaded", "More signals are waiting than the host takes at a time.", "Send it again later."));

    public static readonly Receipt SourceOverloaded = new(ReceiptKind.Unavailable, 0, new Problem(
        "/source", "source-overloaded", "More signals of this source are waiting than its share of what the host takes at a time.", "Send it again later, and fewer at a time."));

    public static readonly Receipt CustomerOverloaded = new(ReceiptKind.Unavailable, 0, new Problem(
        "/subject", "customer-overloaded", "More signals of this customer are waiting than the host takes at a time.", "Send it again later; signals of other customers are taken."));

    public static readonly Receipt Erased = new(ReceiptKind.Erased, 0, new Problem(
        "/subject", "erased", "This person was erased; nothing is kept or taken about them.", "Stop sending events of this person."));

    public static readonly Receipt AlreadyJoined = Receipt.Refused(new Problem(
        "/data/customer", "already-joined", "This anonymous visitor was joined to another customer before.", "Give the visitor a new anonymous id when somebody else begins to use the device."));

    public static readonly Receipt UnknownCustomer = Receipt.Unknown("/customer", "There is no customer of this id.");

    public static Receipt FailsStill(Exception error) => Receipt.Refused(new Problem(
        "/id", "fails-still", $"It can't be decided yet: {SetAsides.Describe(error)}", "It stays set aside. Replay it when what is wrong is mended, or discard it."));

    public static Receipt Duplicate(long seq) => new(ReceiptKind.Duplicate, seq);

    public static Receipt Reused(long seq) => new(ReceiptKind.Reused, seq, new Problem(
        "/id", "id-reused", "An event of this source and id came before with other content.", "Give each event an id of its own."));
}
