using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp.Tools;

/// <summary>Who a customer is, and where that customer stands.</summary>
internal static class CustomerTools
{
    public static AssistantTool[] All { get; } =
    [
        new(Scopes.Read, "find_customer", "Find a customer",
            "Finds customers by name or id. Answers their ids, which the other tools take. Start here when you know a name but no id.",
            AssistantTool.Reads,
            """
            {
              "type": "object", "additionalProperties": false, "required": ["search"],
              "properties": {
                "search": { "type": "string", "minLength": 2, "description": "Beginnings of words of the name, case and accents do not matter; or the whole customer id." },
                "limit": { "type": "integer", "minimum": 1, "maximum": 100, "default": 20 },
                "after": { "type": "string", "description": "To go on: 'nextPage' of the answer before." }
              }
            }
            """, FindAsync),
        new(Scopes.Read, "get_customer_card", "Get a customer's card",
            "One customer at a glance: traits, consents, scores (predictions with their reason), and the cases (runs of journeys), running ones first, each with "
            + "its stage, milestones, open tasks and what is due next. Take a case id from here for get_case and explain_case.",
            AssistantTool.Reads,
            """
            {
              "type": "object", "additionalProperties": false, "required": ["customer"],
              "properties": { "customer": { "type": "string", "description": "Customer id, as find_customer gives it." } }
            }
            """, CardAsync),
    ];

    private static async ValueTask<CallToolResult> FindAsync(ToolCall call)
    {
        var (search, limit, after) = (call.Arguments.Name("search"), call.Limit(), call.Arguments.Text("after"));
        if (call.Flaws() is { } flaws) return flaws;
        // The index looks for a text of letters among names only; so an id is asked for first.
        var exact = await SummaryAsync(call, search);
        var page = call.Caller.Customer is { } own ? await OwnAsync(call, own, search) : await call.Customers.ListAsync(search, limit, after, call.Cancel);
        var found = page.Items.ToList();
        if (exact is not null && after is null && !found.Exists(c => c.Id == exact.Id)) found.Insert(0, exact);
        return ToolAnswer.Of($"{found.Count} customer(s) found.", (found, page.Next), static (json, page) =>
        {
            json.WriteStartObject();
            json.WriteStartArray("customers");
            foreach (var customer in page.found) Write(json, customer);
            json.WriteEndArray();
            if (page.Next is not null) json.WriteString("nextPage", page.Next);
            json.WriteEndObject();
        });
    }

    /// <summary>The only customer whom the caller may see, where the search means that one.</summary>
    private static async ValueTask<Page<CustomerSummary>> OwnAsync(ToolCall call, string own, string search) =>
        new(await SummaryAsync(call, own) is { } found && SearchTerms.Match(search, found.Id, found.Name ?? "") ? [found] : [], null);

    private static async ValueTask<CustomerSummary?> SummaryAsync(ToolCall call, string id) => (await call.Customers.ReadAsync(
        id, state => call.Caller.MaySee(state.Id) ? new CustomerSummary(state.Id, state.Traits["name"] is { Kind: ValueKind.String } name ? name.AsString() : null, state.At) : null,
        null, call.Cancel)).Value;

    private static void Write(Utf8JsonWriter json, CustomerSummary customer)
    {
        json.WriteStartObject();
        json.WriteString("id", customer.Id);
        json.WriteString("name", customer.Name);
        json.WriteInstant("updatedAt", customer.UpdatedAt);
        json.WriteEndObject();
    }

    private static async ValueTask<CallToolResult> CardAsync(ToolCall call)
    {
        var customer = call.Arguments.Name("customer");
        if ((call.Flaws() ?? call.Foreign(customer)) is { } refused) return refused;
        // A visitor who was joined to a customer shows that customer, whom a key for the visitor may not see.
        var read = await call.Customers.ReadAsync(customer, state => call.Caller.MaySee(state.Id) ? Card(state) : null, null, call.Cancel);
        if (read.Value is not { } card) return ToolCall.Missing(read.Status, customer);
        call.Note(customer);
        return card;
    }

    private static CallToolResult Card(CustomerState state)
    {
        var running = state.Cases.Values.Count(c => c.Running);
        var more = state.Cases.Count > CardJson.CasesInShort ? $" (the first {CardJson.CasesInShort} are shown)" : "";
        return ToolAnswer.Of($"The card of the customer asked for: {running} case(s) running, {state.Cases.Count - running} ended{more}.", state, CardJson.WriteInShort);
    }
}
