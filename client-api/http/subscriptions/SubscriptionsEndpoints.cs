using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.ClientApi.Http.Operations;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyOrchestrator.ClientApi.Http.Subscriptions;

/// <summary>Who outside is told of state changes, by signed webhooks. A host brings <see cref="ISubscriptions"/>.</summary>
internal static class SubscriptionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/subscriptions").WithTags("Subscriptions").WithMetadata(new CallRefuses([StatusCodes.Status501NotImplemented])).Needs(Scopes.Admin);
        group.MapPost("", With(AddAsync)).Described("addSubscription", "Subscribes a URL to state changes. The secret is told this once.")
            .WithBody("SubscriptionWish").WithAnswer("Subscription", StatusCodes.Status201Created).WithErrors(StatusCodes.Status409Conflict);
        group.MapGet("", With(ListAsync)).Described("listSubscriptions", "Subscriptions and how they fare, oldest first.").WithAnswer("SubscriptionPage");
        group.MapGet("/{id}", With(FindAsync)).Described("getSubscription", "A subscription and how it fares.").WithAnswer("Subscription");
        group.MapDelete("/{id}", With(RemoveAsync)).Described("removeSubscription", "Removes a subscription.").WithAnswer("SubscriptionRemoved");
        group.MapPost("/{id}/pause", With((context, all) => ShowAsync(context, id => all.PauseAsync(id, context.RequestAborted))))
            .Described("pauseSubscription", "Delivers nothing until it is resumed.").WithAnswer("Subscription");
        group.MapPost("/{id}/resume", With((context, all) => ShowAsync(context, id => all.ResumeAsync(id, context.RequestAborted))))
            .Described("resumeSubscription", "Goes on where it stopped, at once.").WithAnswer("Subscription");
        group.MapPost("/{id}/test", With(TestAsync)).Described("testSubscription", "Sends a message that says nothing, and answers what the receiver said.")
            .WithAnswer("SubscriptionTest");
        group.MapPost("/{id}/rotate", With(RotateAsync)).Described("rotateSubscription", "Gives a new secret, told this once. The one before signs as well for 24 hours.")
            .WithAnswer("SubscriptionSecret");
    }

    private static Delegate With(Func<HttpContext, ISubscriptions, Task> answer) => (HttpContext context) => context.RequestServices.GetService<ISubscriptions>() is { } all
        ? answer(context, all)
        : NotYet.AnswerAsync(context, "Subscribing to changes", "Follow /v1/stream.");

    private static async Task AddAsync(HttpContext context, ISubscriptions all)
    {
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var url = fields.RequiredText("url");
        var wish = new SubscriptionWish(url, fields.Texts("types"), fields.OptionalName("journey"), fields.OptionalName("customer"), fields.Text("description"));
        if (fields.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, fields.Problems);
            return;
        }
        var made = await all.AddAsync(wish, context.RequestAborted);
        if (made.Added is not { } added)
        {
            var full = made.Problems.Any(problem => problem.Code == "too-many-subscriptions");
            await ProblemAnswer.WriteAsync(context, full ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, made.Problems[0].Message, made.Problems);
            return;
        }
        context.Response.Headers.Location = $"/v1/subscriptions/{added.Id}";
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, JsonAnswer.MediaType, (added, made.Secret), static (json, x) => SubscriptionJson.Write(json, x.added, x.Secret));
    }

    private static async Task ListAsync(HttpContext context, ISubscriptions all)
    {
        var page = new Page<SubscriptionView>(await all.ListAsync(context.RequestAborted), null);   // they are few
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, static (json, view) => SubscriptionJson.Write(json, view)));
    }

    private static Task FindAsync(HttpContext context, ISubscriptions all) => ShowAsync(context, id => all.FindAsync(id, context.RequestAborted));

    private static async Task RemoveAsync(HttpContext context, ISubscriptions all)
    {
        var id = RouteText.Of(context, "id");
        if (!await all.RemoveAsync(id, context.RequestAborted)) await UnknownAsync(context, id);
        else await JsonAnswer.OkAsync(context, id, static (json, id) =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("status", "removed");
            json.WriteEndObject();
        });
    }

    private static async Task TestAsync(HttpContext context, ISubscriptions all)
    {
        var id = RouteText.Of(context, "id");
        if (await all.TestAsync(id, context.RequestAborted) is { } test) await JsonAnswer.OkAsync(context, test, SubscriptionJson.Write);
        else await UnknownAsync(context, id);
    }

    private static async Task RotateAsync(HttpContext context, ISubscriptions all)
    {
        var id = RouteText.Of(context, "id");
        if (await all.RotateAsync(id, context.RequestAborted) is not { } secret) await UnknownAsync(context, id);
        else await JsonAnswer.OkAsync(context, (id, secret), static (json, x) =>
        {
            json.WriteStartObject();
            json.WriteString("id", x.id);
            json.WriteString("secret", x.secret);
            json.WriteEndObject();
        });
    }

    private static async Task ShowAsync(HttpContext context, Func<string, ValueTask<SubscriptionView?>> act)
    {
        var id = RouteText.Of(context, "id");
        if (await act(id) is { } view) await JsonAnswer.OkAsync(context, view, static (json, view) => SubscriptionJson.Write(json, view));
        else await UnknownAsync(context, id);
    }

    private static Task UnknownAsync(HttpContext context, string id) => ProblemAnswer.NotFoundAsync(context, "/id", $"There is no subscription '{id}'.");
}
