using System.Globalization;
using System.Threading.RateLimiting;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Refusals of calls that a key does not allow. None of them tells whether what was asked for is there.</summary>
internal static class AccessAnswer
{
    public static Task NoKeyAsync(HttpContext context) =>
        UnauthorizedAsync(context, "", new Problem("Authorization", "key-missing", "This call needs an API key.", "Send Authorization: Bearer KEY. 'silo keys add' makes keys."));

    public static Task WrongKeyAsync(HttpContext context) => UnauthorizedAsync(
        context, ", error=\"invalid_token\"", new Problem("Authorization", "key-unknown", "This API key is not known here, or was revoked, or has expired.", "Use another key."));

    private static Task UnauthorizedAsync(HttpContext context, string error, Problem problem)
    {
        context.Response.Headers.WWWAuthenticate = Credentials.Challenge(context) + error;
        return ProblemAnswer.WriteAsync(context, StatusCodes.Status401Unauthorized, problem.Message, problem);
    }

    public static Task ScopeAsync(HttpContext context, Scopes needed)
    {
        var names = string.Join(' ', ScopeNames.Of(needed));
        context.Response.Headers.WWWAuthenticate = $"{Credentials.Challenge(context)}, error=\"insufficient_scope\", scope=\"{names}\"";
        return ForbiddenAsync(context, new Problem("Authorization", "scope", "This key may not make this call.", $"Use a key with the scope: {names}."));
    }

    public static Task OtherCustomerAsync(HttpContext context, string field) => ForbiddenAsync(context, OtherCustomer(field));

    public static Problem OtherCustomer(string field) =>
        new(field, "other-customer", "This key is for one customer, and this is another.", "Name the customer that the key is for, or use another key.");

    /// <summary>The key is one person's, and the call names another.</summary>
    public static Task OtherPersonAsync(HttpContext context, Caller caller) => ForbiddenAsync(context, OtherPerson(caller));

    public static Problem OtherPerson(Caller caller) =>
        new("/by", "other-person", $"This key is {caller.Person}'s, and this is said to be somebody else's act.", $"Leave 'by' out, or send '{caller.Person}'.");

    public static Task ManyAsync(HttpContext context) => ForbiddenAsync(context, new Problem(
        "Authorization", "bound-key", "This key is for one customer; this call is not about one.", "Use a key that is for all customers."));

    private static Task ForbiddenAsync(HttpContext context, Problem problem) =>
        ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, problem.Message, problem);

    public static Task TooManyAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var problem = new Problem("Authorization", "rate", "This key makes more requests than it may.", "Try again after the time in Retry-After; send events in batches.");
        return ProblemAnswer.WriteAsync(context, StatusCodes.Status429TooManyRequests, problem.Message, problem);
    }
}
