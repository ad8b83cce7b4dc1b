using System.Text.Json;
using JourneyOrchestrator.ClientApi.Http.Access;
using JourneyOrchestrator.ClientApi.Http.Json;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Cases;

/// <summary>Explains a case: its facts in order, each with the input of its turn, its rule with the values read, and, of a message,
/// the consent or basis, and what led to it.</summary>
internal static class CaseExplanation
{
    public static async Task AnswerAsync(HttpContext context, ICustomers customers)
    {
        if (await CaseAccess.FindAsync(context, customers) is not var (customer, id)) return;
        var steps = await CaseSteps.ReadAsync(customers, customer, id, context.RequestAborted);
        if (steps.Status != ReadStatus.Found) await Missing.AnswerAsync(context, steps.Status, customer);
        else if (steps.Value!.Count == 0) await ProblemAnswer.NotFoundAsync(context, "/id", $"There is no case '{id}'.");
        else
        {
            ReadAudit.Note(context, customers, customer, ReadAudit.Explanation);
            await JsonAnswer.OkAsync(context, (id, customer, steps.Value), static (json, x) => Write(json, x.id, x.customer, x.Value));
        }
    }

    private static void Write(Utf8JsonWriter json, CaseId id, string customer, List<CaseStep> steps)
    {
        json.WriteStartObject();
        json.WriteString("id", id.ToString());
        json.WriteString("customer", customer);
        json.WriteStartArray("steps");
        foreach (var step in steps) WriteStep(json, step);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteStep(Utf8JsonWriter json, CaseStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", step.Entry.Seq);
        json.WriteInstant("at", step.Entry.At);
        json.WritePropertyName("input");
        EntryJson.WriteInput(json, step.Entry.Input, withData: false);
        if (step.Item is { } item && step.Fact is not ItemCreated)
        {
            json.WriteString("node", item.Node);
            // That fact has a name of its own, the variable's.
            if (step.Fact is not VariableSet) json.WriteString("name", item.Name);
        }
        FactJson.Write(json, step.Fact);
        if (step.Cause is { } cause) WriteCause(json, cause);
        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, StartedItem cause)
    {
        json.WriteStartObject("because");
        json.WriteString("node", cause.Item.Node);
        json.WriteString("name", cause.Item.Name);
        FactJson.WriteRule(json, cause.Rule);
        json.WriteEndObject();
    }
}
