using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>With API keys configured: who calls, how often, and whether the key allows this call. Runs after routing, which knows what the call needs.</summary>
internal sealed class AccessGuard(RequestDelegate next, ICustomers customers, IApiKeys? keys = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        var access = CallAccess.Of(context.GetEndpoint());
        if (keys is not { Required: true } || !access.Key) return next(context);
        if (Credentials.Of(context) is not { } text) return AccessAnswer.NoKeyAsync(context);
        if (keys.Find(text) is not var (caller, limiter)) return AccessAnswer.WrongKeyAsync(context);
        using (var lease = limiter?.AttemptAcquire())
            if (lease is { IsAcquired: false }) return AccessAnswer.TooManyAsync(context, lease);
        if (!caller.May(access.Scopes)) return AccessAnswer.ScopeAsync(context, access.Scopes);
        if (caller.Customer is not null && access.Bound == BoundKeys.Refused) return AccessAnswer.ManyAsync(context);
        if (access.Bound == BoundKeys.OwnPath && !caller.MaySee(RouteText.Of(context, "id"))) return AccessAnswer.OtherCustomerAsync(context, "/id");
        context.Features.Set(caller);
        context.Features.Set(new KeyInUse(keys, text));
        if (caller.Customer is { } own) context.RequestServices = new BoundServices(context.RequestServices, new BoundCustomers(customers, own));
        return next(context);
    }

    /// <summary>Gives handlers the bound customers in place of all of them, so that none can forget to ask whose they are.</summary>
    private sealed class BoundServices(IServiceProvider services, BoundCustomers bound) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(ICustomers) || serviceType == typeof(ILiveEntries) ? bound : services.GetService(serviceType);
    }
}
