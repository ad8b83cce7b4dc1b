using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Cases;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Grains.Turns;
using JourneyOrchestrator.Workflows.Facts;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp.Tools;

/// <summary>Where a case stands, what may come, and why it did what it did.</summary>
internal static class CaseTools
{
    private const string Messages = "messages", Steps = "steps";

    public static AssistantTool[] All { get; } =
    [
        new(Scopes.Read, "get_case", "Get a case",
            "Where one run of a journey stands. 'variables' is what is known now (for a trip: each train with planned and expected times and platforms, minutes "
            + "to change, alternatives offered, compensation in percent); 'next' is what is due and when; 'running' is what goes on now; 'outlook' is what may "
            + "still happen, when it would, and what it would do; 'plannable' is what a person may add to it. Use it to answer where something is, and what happens if it goes wrong.",
            AssistantTool.Reads,
            """
            {
              "type": "object", "additionalProperties": false, "required": ["case"],
              "properties": { "case": { "type": "string", "description": "Case id, from 'cases' of get_customer_card." } }
            }
            """, ShowAsync),
        new(Scopes.Read, "explain_case", "Explain a case",
            "Why a case did what it did. 'messages' (the default) lists what was written to the customer, or was not: text, time, template, the event that led to it, "
            + "the rule with the values that it read, and the consent or legal basis. 'steps' lists everything that happened, step by step. Oldest first.",
            AssistantTool.Reads,
            """
            {
              "type": "object", "additionalProperties": false, "required": ["case"],
              "properties": {
                "case": { "type": "string", "description": "Case id, from 'cases' of get_customer_card." },
                "what": { "enum": ["messages", "steps"], "default": "messages" },
                "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 20 },
                "after": { "type": "integer", "minimum": 0, "description": "To go on: 'nextPage' of the answer before." }
              }
            }
            """, ExplainAsync),
    ];

    private static async ValueTask<CallToolResult> ShowAsync(ToolCall call)
    {
        var id = call.Arguments.Name("case");
        if (call.Flaws() is { } flaws) return flaws;
        if (await CaseAccess.FindAsync(call.Customers, id, call.Cancel) is not { } found) return ToolCall.NoCase(id);
        var read = await call.Customers.ReadAsync(
            found.Customer,
            state => call.Caller.MaySee(state.Id) && state.Cases.TryGetValue(found.Case, out var owned) ? CaseView.Answer(state.Id, owned, call.Customers.Journeys, PlannableItems.Of(state, owned, call.Customers.Journeys, call.Clock.GetUtcNow())) : null,
            null, call.Cancel);
        if (read.Value is not { } view) return ToolCall.NoCase(id);
        call.Note(found.Customer);
        return view;
    }

    private static async ValueTask<CallToolResult> ExplainAsync(ToolCall call)
    {
        var (id, what, limit) = (call.Arguments.Name("case"), call.Arguments.OneOf("what", Messages, Steps), call.Limit());
        var after = call.Arguments.Number("after", 0, 0, int.MaxValue);
        if (call.Flaws() is { } flaws) return flaws;
        if (await CaseAccess.FindAsync(call.Customers, id, call.Cancel) is not { } found || !await SeesAsync(call, found.Customer)) return ToolCall.NoCase(id);
        var steps = await CaseSteps.ReadAsync(call.Customers, found.Customer, found.Case, call.Cancel);
        if (steps.Value is not [{ Fact: CaseStarted started }, ..] read) return ToolCall.NoCase(id);
        call.Note(found.Customer);
        var plan = call.Customers.Journeys.Find(started.Journey, started.JourneyVersion);
        return what == Steps ? CaseReasons.StepsAnswer(id, read, after, limit) : CaseReasons.MessagesAnswer(id, read, plan, after, limit);
    }

    // An id that was joined to a customer is that customer's; the state says whose it is.
    private static async ValueTask<bool> SeesAsync(ToolCall call, string customer) =>
        (await call.Customers.ReadAsync(customer, state => call.Caller.MaySee(state.Id), null, call.Cancel)).Value;
}
