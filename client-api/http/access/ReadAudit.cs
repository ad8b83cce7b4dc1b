using JourneyOrchestrator.Grains.Ports;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Notes reads of one person's data, of every door: whose, by which key, with which call. Lists of many are not noted (docs/access.md).</summary>
internal static class ReadAudit
{
    public const string Card = "card", History = "history", Export = "export", Stream = "stream", Case = "case", Explanation = "explain", Task = "task", Tool = "mcp:";

    public static void Note(HttpContext context, ICustomers customers, string customer, string call) => Note(Caller.Of(context), customers, customer, call);

    public static void Note(Caller caller, ICustomers customers, string customer, string call) => customers.NoteRead(customer, caller.Name, call);
}
