using JourneyOrchestrator.Grains.Orleans.Wire;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the customers that Orleans has placed on it.</summary>
public interface ICustomerHost
{
    /// <summary>A customer is here now: nothing known of them from before counts.</summary>
    ValueTask ArriveAsync(string customerId, ICustomerPlace place);

    /// <summary>A customer goes; ends when all that was taken is on disk and answered.</summary>
    Task LeaveAsync(string customerId);

    Task<CustomerReceipts> HandleAsync(string customerId, CustomerInputs inputs);

    Task<CustomerSnapshot> ReadAsync(string customerId);

    Task<byte[]> EraseAsync(string customerId, string purpose);

    Task RefoldAsync(string customerId);
}

/// <summary>Where a customer is.</summary>
public interface ICustomerPlace
{
    /// <summary>Another host wrote for the customer, who is to be placed anew.</summary>
    void GiveUp();
}
