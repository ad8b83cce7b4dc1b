using System.Globalization;
using System.Threading.RateLimiting;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Lets a call through when its key has the scope that the call needs. Runs after routing; without keys whoever passed
/// <see cref="LoopbackGuard"/> may do everything.</summary>
internal sealed class AccessGate(RequestDelegate next, TimeProvider clock, IKeyRing? keys = null)
{
    public Task InvokeAsync(HttpContext context)
    {
        // What is no route, an address that is not there or a method that it does not know, has nothing to protect.
        if (keys is not { Required: true } || context.GetEndpoint() is not RouteEndpoint route) return next(context);
        var needs = route.Metadata.GetMetadata<Needs>() ?? throw new InvalidOperationException($"{route.DisplayName} does not say what it needs.");
        return needs.Open ? next(context) : EnterAsync(context, needs, keys);
    }

    private Task EnterAsync(HttpContext context, Needs needs, IKeyRing ring)
    {
        if (Credentials.Read(context.Request) is not { } text)
            return ChallengeAsync(context, "key-missing", "The call has no API key.", "Send Authorization: Bearer KEY.");
        if (ring.Find(text) is not { } key) return ChallengeAsync(context, "key-unknown", "There is no such API key.", "Check the key; it may have been revoked.");
        if (key.Expires <= clock.GetUtcNow()) return ChallengeAsync(context, "key-expired", "The API key has expired.", "Ask for a new key.");
        var caller = key.Caller;
        if (!caller.May(needs.Scope))
            return RefuseAsync(context, "scope", $"The key '{caller.Name}' lacks the scope '{Name(needs.Scope)}'.", $"Use a key with the scope '{Name(needs.Scope)}'.");
        if (caller.Customer is not null && !needs.ForOne)
            return RefuseAsync(context, "other-customer", $"The key '{caller.Name}' is for one customer; this call is about all of them.", "Use a key that is not bound to a customer.");
        if (key.Limit is { } limit)
        {
            using var lease = limit.AttemptAcquire();
            if (!lease.IsAcquired) return SlowDownAsync(context, caller, lease);
        }
        context.Features.Set(caller);
        if (caller.Customer is not null) context.RequestServices = new BoundServices(context.RequestServices, caller.Customer);
        return next(context);
    }

    private static string Name(Scopes scope) => FactNames.Names<Scopes>.Of(scope);

    private static Task ChallengeAsync(HttpContext context, string code, string message, string fix)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ProblemAnswer.WriteAsync(context, StatusCodes.Status401Unauthorized, message, new Problem("Authorization", code, message, fix));
    }

    private static Task RefuseAsync(HttpContext context, string code, string message, string fix) =>
        ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, message, new Problem("Authorization", code, message, fix));

    private static Task SlowDownAsync(HttpContext context, Caller caller, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var message = $"The key '{caller.Name}' has asked for more than its limit.";
        return ProblemAnswer.WriteAsync(context, StatusCodes.Status429TooManyRequests, message, new Problem("", "rate", message, "Wait for the time in Retry-After; send events in batches."));
    }
}
