using System.Globalization;
using JourneyOrchestrator.ClientApi.CloudEvents;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.ClientApi.Http.Events;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Topics;

/// <summary>Pauses, resumes and withdraws, on behalf of whoever the call names, as far as its key allows; who and why are kept.</summary>
internal sealed class TopicActs(TimeProvider clock)
{
    private readonly record struct Target(string Topic, long Position, string By, string Reason, Fields Fields);

    public static Task PauseAsync(HttpContext context, ITopics topics) =>
        ActAsync(context, "paused", async target => new WithdrawalEnd(await topics.PauseAsync(target.Topic, target.Position, target.By, target.Reason, context.RequestAborted)));

    public static Task ResumeAsync(HttpContext context, ITopics topics) =>
        ActAsync(context, "resumed", async target => new WithdrawalEnd(await topics.ResumeAsync(target.Topic, target.Position, target.By, target.Reason, context.RequestAborted)));

    public Task WithdrawAsync(HttpContext context, ITopics topics) => ActAsync(context, "withdrawn", async target =>
    {
        var followUp = FollowUp(target);
        if (followUp is { Signal: null })
        {
            await ProblemAnswer.BadRequestAsync(context, [.. followUp.Value.Problems.Select(problem => problem with { Field = "/event" + problem.Field })]);
            return null;
        }
        return await topics.WithdrawAsync(target.Topic, target.Position, target.By, target.Reason, followUp?.Signal, context.RequestAborted);
    });

    private EventReading? FollowUp(in Target target)
    {
        var given = target.Fields.Any("event");
        return given.IsNull ? null : EventTarget.CheckKept(CloudEventReader.Read(ValueJson.ToUtf8(given), SubjectRule.Optional, clock.GetUtcNow()));
    }

    /// <param name="act">Null: something was wrong with the call, and that is answered.</param>
    private static async Task ActAsync(HttpContext context, string status, Func<Target, Task<WithdrawalEnd?>> act)
    {
        if (await ReadAsync(context) is not { } target || await act(target) is not { } done) return;
        await (done.End switch
        {
            TopicActEnd.Done or TopicActEnd.Repeated => JsonAnswer.OkAsync(context, (target, status, done), static (json, x) =>
                TopicJson.WriteDone(json, x.target.Topic, x.target.Position, x.status, x.done)),
            TopicActEnd.Unknown => ProblemAnswer.NotFoundAsync(context, target.Position == 0 ? "/topic" : "/position", "There is no such topic, or no event at this position of it."),
            TopicActEnd.FollowUpReused => ProblemAnswer.BadRequestAsync(context, new Problem(
                "/event/id", "id-reused", "Another event of this topic has this source and id. Nothing was withdrawn.", "Give the event an id of its own.")),
            _ => RefuseAsync(context, done.End),
        });
    }

    private static Task RefuseAsync(HttpContext context, TopicActEnd end)
    {
        var problem = end switch
        {
            TopicActEnd.Finished => new Problem("/position", "finished", "The event is not on its way: everybody who followed was told, or a newer event overtook it.",
                "Publish an event that puts it right."),
            TopicActEnd.Withdrawn => new Problem("/position", "withdrawn", "Somebody has withdrawn the event already.", "Read the topic's events for who, when and why."),
            TopicActEnd.NotPaused => new Problem("/position", "not-paused", "It is not paused, nor was it.", "Read the pauses for what is."),
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Not a refusal."),
        };
        return ProblemAnswer.WriteAsync(context, StatusCodes.Status409Conflict, problem.Message, problem);
    }

    private static async ValueTask<Target?> ReadAsync(HttpContext context)
    {
        var topic = RouteText.Of(context, "topic");
        if (Names.Check("/topic", topic) is { } flaw)
        {
            await ProblemAnswer.BadRequestAsync(context, flaw);
            return null;
        }
        if (await Fields.ReadAsync(context) is not { } fields) return null;
        var target = new Target(topic, PositionOf(context), Acting.By(context, fields), fields.Name("reason"), fields);
        return await Acting.IsRefusedAsync(context, fields, target.By) ? null : target;
    }

    /// <summary>0 where the path names the topic alone; -1, at which there is never an event, for what is no position.</summary>
    private static long PositionOf(HttpContext context)
    {
        if (!context.Request.RouteValues.ContainsKey("position")) return 0;
        return long.TryParse(RouteText.Of(context, "position"), NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0 ? position : -1;
    }
}
