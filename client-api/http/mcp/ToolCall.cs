using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;
using ModelContextProtocol.Protocol;

namespace JourneyOrchestrator.ClientApi.Http.Mcp;

/// <summary>One call of a tool: who makes it, with which arguments, on what.</summary>
internal sealed record ToolCall(string Tool, ICustomers Customers, Caller Caller, TimeProvider Clock, Fields Arguments, CancellationToken Cancel)
{
    /// <summary>Rows of one answer; a model reads slowly.</summary>
    public const int LimitDefault = 20, LimitMax = 100;

    /// <summary>The arguments as values. The whole message was checked before, so that each of them can be read.</summary>
    public static ValueMap Read(IDictionary<string, JsonElement>? arguments)
    {
        var map = new ValueMap.Builder();
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>()) map.Add(name, ValueJson.FromElement(value));
        return map.Build();
    }

    /// <summary>Notes that the answer shows a person's data.</summary>
    public void Note(string customer) => ReadAudit.Note(Caller, Customers, customer, ReadAudit.Tool + Tool);

    public int Limit() => Arguments.Number("limit", LimitDefault, 1, LimitMax);

    /// <summary>What is wrong with the arguments so far; null: nothing.</summary>
    public CallToolResult? Flaws() => Arguments.Problems.Count > 0 ? ToolAnswer.Refused(Arguments.Problems) : null;

    /// <summary>Refuses a customer whom the caller may not see, in the same words whether there is one of that id or not.</summary>
    public CallToolResult? Foreign(string customer, string argument = "customer") => Caller.MaySee(customer) ? null : ToolAnswer.Refused(new Problem(
        "/" + argument, "not-yours", $"This key is for one customer, '{Caller.Customer}', and shows nothing of '{customer}'.", $"Ask about '{Caller.Customer}'."));

    /// <summary>Answers for a customer that can't be read.</summary>
    public static CallToolResult Missing(ReadStatus status, string customer) => ToolAnswer.Refused(status == ReadStatus.Gone
        ? new Problem("/customer", "gone", "This person was erased.", "There is nothing left to read; an erased person does not come back.")
        : new Problem("/customer", "unknown", $"There is no customer '{customer}'.", "Ids are case-sensitive. Look for the customer with find_customer."));

    public static CallToolResult NoCase(string id) =>
        ToolAnswer.Refused(new Problem("/case", "unknown", $"There is no case '{id}' that this key may see.", "Take the id from 'cases' of get_customer_card."));
}
