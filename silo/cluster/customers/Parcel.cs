using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Inputs of one customer, in order, with their places among those that came with them.</summary>
internal sealed class Parcel(string customerId)
{
    private static readonly Receipt Lost = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "unavailable", "The signal was not stored, as far as is known: the silo that has this customer does not answer.", "Send it again."));

    private static readonly Receipt Unsure = new(ReceiptKind.Unavailable, 0, new Problem(
        "", "unavailable", "The silo that has this customer was lost while it was asked: it may have been done.", "Look whether it was done before you ask for it again."));

    private static readonly Receipt Unknown = Receipt.Unknown("/customer", "There is no customer of this id.");

    private readonly List<Delivery> inputs = new(1);
    private readonly List<int> places = new(1);

    public string CustomerId => customerId;

    public IReadOnlyList<Delivery> Inputs => inputs;

    /// <summary>Sorts deliveries by customer; of customers who are not there it gives the receipt.</summary>
    public static async ValueTask<IReadOnlyCollection<Parcel>> PackAsync(IReadOnlyList<Delivery> deliveries, CustomerIds ids, Receipt[] receipts, CancellationToken cancel)
    {
        var parcels = new Dictionary<string, Parcel>(StringComparer.Ordinal);
        var asked = new Task<string?>?[deliveries.Count];   // all before any is waited for
        for (var i = 0; i < asked.Length; i++) asked[i] = deliveries[i].CustomerId is null ? ids.OfAsync(deliveries[i].CustomerKey, cancel).AsTask() : null;
        for (var i = 0; i < deliveries.Count; i++)
        {
            if ((asked[i] is { } finding ? await finding.ConfigureAwait(false) : deliveries[i].CustomerId) is not { } id)
            {
                receipts[i] = Unknown;
                continue;
            }
            if (!parcels.TryGetValue(id, out var parcel)) parcels[id] = parcel = new Parcel(id);
            parcel.inputs.Add(deliveries[i]);
            parcel.places.Add(i);
        }
        return parcels.Values;
    }

    /// <summary>All of it may be handed over twice.</summary>
    public bool IsRepeatable => inputs.TrueForAll(MayRepeat);

    public CustomerInputs ToMessage(bool bounded) => new(InputWire.Write(inputs), bounded) { Yields = inputs.TrueForAll(input => input.Yields) };

    /// <summary>Puts the receipts of the inputs where they belong.</summary>
    public void Put(Receipt[] answers, Receipt[] receipts)
    {
        for (var i = 0; i < answers.Length; i++) receipts[places[i]] = answers[i];
    }

    /// <summary>Hands the inputs to the customer. What may be handed over twice is, when the silo is lost on the way.</summary>
    public async Task<Receipt[]> SendAsync(ICustomerGrain grain, bool bounded, Courier? courier, CancellationToken cancel)
    {
        var message = ToMessage(bounded);
        try
        {
            var call = () => grain.HandleAsync(message);
            var answer = IsRepeatable ? await GrainCalls.RetryAsync(call, static _ => true, cancel).ConfigureAwait(false) : await call().WaitAsync(cancel).ConfigureAwait(false);
            courier?.Learn(customerId, answer.Silo);
            return ReceiptWire.Read(answer);
        }
        catch (Exception error) when (error is HostUnavailableException || GrainCalls.IsLoss(error))
        {
            return [.. inputs.Select(input => MayRepeat(input) ? Lost : Unsure)];
        }
    }

    /// <summary>Known by what it is: the second time is a duplicate, or changes nothing. A command is not: asked for twice it may be done twice.</summary>
    private static bool MayRepeat(Delivery delivery) =>
        delivery.Input is Input.Event or Input.Topic or Input.TimerDue or Input.Internal or Input.Join or Input.HandOver or Input.EffectSettled;
}
