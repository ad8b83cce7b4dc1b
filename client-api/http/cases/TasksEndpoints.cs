using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Description;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using JourneyOrchestrator.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>The shared inbox of human tasks (CONTRACT: tasks).</summary>
internal static class TasksEndpoints
{
    private static readonly string[] Statuses = ["open", "claimed", "done"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/tasks").WithTags("Tasks");
        group.MapGet("", ListAsync).Described("listTasks", "Tasks by role, status or customer.").WithParameters("role", "status", "customer", "limit", "afterTask").WithAnswer("TaskPage")
            .Needs(Scopes.Read, BoundKeys.OwnOnly);
        group.MapGet("/{id}", ShowAsync).Described("getTask", "One task.").WithAnswer("Task").Needs(Scopes.Read, BoundKeys.OwnOnly);
        MapAction(group, TaskAction.Claim, "TaskAct", static (act, _) => act);
        MapAction(group, TaskAction.Release, "TaskAct", static (act, _) => act);
        MapAction(group, TaskAction.Delegate, "TaskDelegation", static (act, fields) => act with { To = fields.Name("to") });
        MapAction(group, TaskAction.Complete, "TaskCompletion", static (act, fields) => act with { Outcome = fields.Text("outcome"), Data = fields.Any("data") });
    }

    private static void MapAction(RouteGroupBuilder group, TaskAction action, string body, Func<Input.ActOnTask, Fields, Input.ActOnTask> more)
    {
        var verb = FactNames.Names<TaskAction>.Of(action);
        group.MapPost($"/{{id}}/{verb}", (HttpContext context, ICustomers customers) => ActAsync(context, customers, action, more))
            .Described(verb + "Task", $"Acts on a task: {verb}.")
            .WithBody(body).WithAnswer("Task").WithErrors(StatusCodes.Status409Conflict, StatusCodes.Status410Gone, StatusCodes.Status503ServiceUnavailable).Needs(Scopes.Act, BoundKeys.OwnOnly);
    }

    private static async Task ListAsync(HttpContext context, ICustomers customers)
    {
        var query = new Query(context);
        var (limit, status, after) = (query.Limit(), query.Text("status"), query.After(static text => CaseParts.TryParseTask(text, out _, out _)));
        if (query.Problems.Count > 0)
        {
            await ProblemAnswer.BadRequestAsync(context, query.Problems);
            return;
        }
        if (status is not null && !Statuses.Contains(status))
        {
            await ProblemAnswer.BadRequestAsync(context, new Problem("?status", "unknown-status", $"There is no task status '{status}'.", "Send open, claimed or done."));
            return;
        }
        if (query.Text("customer") is { } customer && !Caller.Of(context).MaySee(customer))
        {
            await AccessAnswer.OtherCustomerAsync(context, "?customer");
            return;
        }
        var page = await customers.TasksAsync(query.Text("role"), status, query.Text("customer"), limit, after, context.RequestAborted);
        await JsonAnswer.OkAsync(context, page, static (json, page) => PageJson.Write(json, page, TaskJson.Write));
    }

    private static async Task ShowAsync(HttpContext context, ICustomers customers)
    {
        if (await FindAsync(context, customers) is not { } task) return;
        ReadAudit.Note(context, customers, task.View.Customer, ReadAudit.Task);
        await JsonAnswer.OkAsync(context, task.View, TaskJson.Write);
    }

    private static async Task ActAsync(HttpContext context, ICustomers customers, TaskAction action, Func<Input.ActOnTask, Fields, Input.ActOnTask> more)
    {
        if (await FindAsync(context, customers) is not { } task || await Fields.ReadAsync(context) is not { } fields) return;
        var input = more(new Input.ActOnTask(task.Case, task.Item, action, Acting.By(context, fields), null, null, Value.Null) { Actor = Caller.Of(context).Actor }, fields);
        if (await Acting.IsRefusedAsync(context, fields, input.By)) return;
        var receipt = await customers.CommandAsync(task.View.Customer, input, context.RequestAborted);
        if (receipt.Kind is ReceiptKind.Accepted or ReceiptKind.Duplicate) await ShowAsync(context, customers);
        else await ProblemAnswer.WriteAsync(context, receipt);
    }

    private static async ValueTask<FoundTask?> FindAsync(HttpContext context, ICustomers customers)
    {
        var text = RouteText.Of(context, "id");
        if (await FoundTask.FindAsync(customers, text, context.RequestAborted) is { } found) return found;
        await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no task '{text}'.");
        return null;
    }
}
