using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Who acts on a case: the person whom the call names, as far as its key allows.</summary>
internal static class Acting
{
    /// <summary>Who does it. A key of one person need not say so.</summary>
    public static string By(HttpContext context, Fields fields) => Caller.Of(context).Person is { } person ? fields.OptionalName("by") ?? person : fields.Name("by");

    /// <returns>True when something is wrong with the fields, or the key is another person's, and that is answered.</returns>
    public static async ValueTask<bool> IsRefusedAsync(HttpContext context, Fields fields, string? by)
    {
        var caller = Caller.Of(context);
        if (fields.Problems.Count > 0) await ProblemAnswer.BadRequestAsync(context, fields.Problems);
        else if (!caller.MaySpeakFor(by)) await AccessAnswer.OtherPersonAsync(context, caller);
        else return false;
        return true;
    }

    /// <summary>Asks for something on a case, on behalf of whoever calls, and shows the case as it is then.</summary>
    public static async Task AskAsync(HttpContext context, ICustomers customers, Func<CaseId, Fields, Input.Act> command)
    {
        if (await CaseAccess.FindAsync(context, customers) is { } found) await AskAsync(context, customers, found, command);
    }

    /// <summary>The same, of a case that was found.</summary>
    public static async Task AskAsync(HttpContext context, ICustomers customers, (string Customer, CaseId Case) found, Func<CaseId, Fields, Input.Act> command)
    {
        if (await Fields.ReadAsync(context) is not { } fields) return;
        var act = command(found.Case, fields) with { Actor = Caller.Of(context).Actor };
        if (await IsRefusedAsync(context, fields, act.By)) return;
        await CaseAccess.ActAsync(context, customers, found.Customer, found.Case, act);
    }

    /// <summary>An event that asks to act on a case, with whoever asks; of whoever may only send events, the event as it is.</summary>
    public static Signal With(Caller caller, Signal signal) => signal.Type == BuiltInSignals.OperationRequested && caller.May(Scopes.Act)
        ? signal with { Actor = caller.Actor ?? Actor.Anybody() } : signal;
}
