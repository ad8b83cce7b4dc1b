using System.Text.Json;

namespace JourneyOrchestrator.ClientApi.Client;

public sealed partial class JourneyClient
{
    /// <summary>Starts a case by hand.</summary>
    /// <param name="input">An object; null: an empty one.</param>
    /// <exception cref="JourneyRefusedException">The journey, or its entry policy, does not allow it.</exception>
    public Task<CustomerCase> StartCaseAsync(string customer, string journey, string? key = null, JsonElement? input = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, "/v1/cases", ClientJson.Default.CustomerCase,
            Object(("customer", customer), ("journey", journey), ("key", key), ("input", input ?? JsonSerializer.SerializeToElement(new Dictionary<string, string>(), ClientJson.Default.DictionaryStringString))), cancel: cancel);

    /// <summary>A case; null: there is none of this id.</summary>
    public Task<CustomerCase?> CaseAsync(string id, CancellationToken cancel = default) => TryAsync(HttpMethod.Get, "/v1/cases/" + Escape(id), ClientJson.Default.CustomerCase, cancel: cancel);

    /// <summary>Why each step of a case happened.</summary>
    public Task<JsonElement> ExplainAsync(string id, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Get, $"/v1/cases/{Escape(id)}/explain", ClientJson.Default.JsonElement, cancel: cancel);

    /// <param name="verb">suspend, resume, cancel, reopen or close.</param>
    /// <exception cref="JourneyRefusedException">The state of the case does not allow it (409).</exception>
    public Task<CustomerCase> ActOnCaseAsync(string id, string verb, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/cases/{Escape(id)}/{Escape(verb)}", ClientJson.Default.CustomerCase, Object(("by", by), ("reason", reason)), cancel: cancel);

    /// <param name="item">Number of a plan item, or the id of its node.</param>
    /// <param name="verb">start, complete, disable, reenable, terminate, suspend, resume, retry, skip or repeat.</param>
    /// <exception cref="JourneyRefusedException">The state of the item does not allow it (409).</exception>
    public Task<CustomerCase> ActOnItemAsync(string id, string item, string verb, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/cases/{Escape(id)}/items/{Escape(item)}/{Escape(verb)}", ClientJson.Default.CustomerCase, Object(("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>Starts an item now, whatever its criteria say.</summary>
    /// <param name="to">The id of its node, or the number of a plan item.</param>
    /// <param name="endOthers">What runs beside it in the same stage ends.</param>
    /// <exception cref="JourneyRefusedException">The case can't be moved there (409), or takes a role for it (403).</exception>
    public Task<CustomerCase> MoveCaseAsync(string id, string to, string by, string? reason = null, bool endOthers = false, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/cases/{Escape(id)}/move", ClientJson.Default.CustomerCase, Object(("to", to), ("by", by), ("reason", reason), ("endOthers", endOthers)), cancel: cancel);

    /// <summary>Gives a role in a case to a member of staff, or, where it is a customer's, to a customer.</summary>
    /// <exception cref="JourneyRefusedException">The journey has no such role (404), or the case takes a role for it (403).</exception>
    public Task<CustomerCase> AssignRoleAsync(string id, string role, string who, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Put, $"/v1/cases/{Escape(id)}/roles/{Escape(role)}", ClientJson.Default.CustomerCase, Object(("who", who), ("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>Takes a role in a case from whoever has it.</summary>
    /// <exception cref="JourneyRefusedException">Nobody has it (409).</exception>
    public Task<CustomerCase> WithdrawRoleAsync(string id, string role, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Delete, $"/v1/cases/{Escape(id)}/roles/{Escape(role)}", ClientJson.Default.CustomerCase, Object(("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>Tasks, filtered where a filter is given.</summary>
    public async Task<IReadOnlyList<JourneyTask>> TasksAsync(string? role = null, string? status = null, string? customer = null, int limit = 100, CancellationToken cancel = default) =>
        (await CallAsync(HttpMethod.Get, "/v1/tasks" + Query(("role", role), ("status", status), ("customer", customer), ("limit", Text(limit))), ClientJson.Default.PageJourneyTask, cancel: cancel)).Items;

    /// <summary>A task; null: there is none of this id.</summary>
    public Task<JourneyTask?> TaskAsync(string id, CancellationToken cancel = default) => TryAsync(HttpMethod.Get, "/v1/tasks/" + Escape(id), ClientJson.Default.JourneyTask, cancel: cancel);

    /// <exception cref="JourneyRefusedException">Somebody else was faster (409).</exception>
    public Task<JourneyTask> ClaimAsync(string task, string by, CancellationToken cancel = default) => ActOnTaskAsync(task, "claim", cancel, ("by", by));

    public Task<JourneyTask> ReleaseAsync(string task, string by, CancellationToken cancel = default) => ActOnTaskAsync(task, "release", cancel, ("by", by));

    public Task<JourneyTask> DelegateAsync(string task, string by, string to, CancellationToken cancel = default) => ActOnTaskAsync(task, "delegate", cancel, ("by", by), ("to", to));

    /// <param name="outcome">One of the task's outcomes; null: it has none.</param>
    public Task<JourneyTask> CompleteAsync(string task, string by, string? outcome = null, JsonElement? data = null, CancellationToken cancel = default) =>
        ActOnTaskAsync(task, "complete", cancel, ("by", by), ("outcome", outcome), ("data", data));

    private Task<JourneyTask> ActOnTaskAsync(string task, string verb, CancellationToken cancel, params (string, object?)[] members) =>
        CallAsync(HttpMethod.Post, $"/v1/tasks/{Escape(task)}/{verb}", ClientJson.Default.JourneyTask, Object(members), cancel: cancel);
}
