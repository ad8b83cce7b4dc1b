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
    /// <param name="verb">start, complete, disable, reenable, terminate, retry, skip or repeat.</param>
    /// <exception cref="JourneyRefusedException">The state of the item does not allow it (409).</exception>
    public Task<CustomerCase> ActOnItemAsync(string id, string item, string verb, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/cases/{Escape(id)}/items/{Escape(item)}/{Escape(verb)}", ClientJson.Default.CustomerCase, Object(("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>Plans a discretionary item: one of <see cref="CustomerCase.Plannable"/>.</summary>
    /// <exception cref="JourneyRefusedException">It can't be planned now (409), or the journey has no such item (400).</exception>
    public Task<CustomerCase> PlanAsync(string id, string item, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Post, $"/v1/cases/{Escape(id)}/plan", ClientJson.Default.CustomerCase, Object(("item", item), ("by", by), ("reason", reason)), cancel: cancel);

    /// <summary>Creates, replaces or, with null, discards an item of the case file.</summary>
    /// <param name="item">Its id, or the names on the way to it with dots between them.</param>
    /// <exception cref="JourneyRefusedException">The state of the case does not allow it (409), or the journey has no such item (400).</exception>
    public Task<CustomerCase> WriteFileAsync(string id, string item, JsonElement? value, string by, string? reason = null, CancellationToken cancel = default) =>
        CallAsync(HttpMethod.Put, $"/v1/cases/{Escape(id)}/file/{Escape(item)}", ClientJson.Default.CustomerCase,
            Object(("value", value ?? JsonSerializer.SerializeToElement<JsonElement?>(null, ClientJson.Default.NullableJsonElement)), ("by", by), ("reason", reason)), cancel: cancel);

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
