namespace JourneyOrchestrator.Grains.Customers;

/// <summary>Ids of persons of whom only a device is known so far. They may be joined to a known customer, and only they: whoever can send
/// events must not be able to make one of two accounts.</summary>
public static class ProvisionalIds
{
    public const string Prefix = "anon:";

    public static bool Is(string customerId) => customerId.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The customer id of a device's anonymous id.</summary>
    public static string Of(string anonymousId) => Is(anonymousId) ? anonymousId : Prefix + anonymousId;
}
