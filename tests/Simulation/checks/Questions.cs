using System.Globalization;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Load;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>Everything that can be asked of a host about its customers. An answer is a text; null: the host refuses it.</summary>
/// <param name="repeated">Signals that were acknowledged, one of each customer.</param>
internal sealed class Questions(SimHost host, IReadOnlyList<string> customers, IReadOnlyList<Signal> repeated)
{
    private const int All = 10_000;
    private static readonly DateTimeOffset End = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly record struct Said(string Text);

    public async Task<IReadOnlyList<(string Question, string? Answer)>> AskAsync()
    {
        var answers = new List<(string, string?)>();
        foreach (var id in customers)
        {
            answers.Add(($"the state of {id}", await AskAsync(doors => StateAsync(doors, id, null)).ConfigureAwait(false)));
            answers.Add(($"the past of {id}", await AskAsync(doors => StateAsync(doors, id, End)).ConfigureAwait(false)));
            answers.Add(($"the history of {id}", await AskAsync(doors => HistoryAsync(doors, id)).ConfigureAwait(false)));
        }
        foreach (var signal in repeated) answers.Add(($"{signal.Id} again", await SignalAsync(signal).ConfigureAwait(false)));
        foreach (var signal in repeated)
        {
            // Without its number: what others have for this customer does not come where they are refused. Whoever is refused may not take one, though.
            var taken = (await SignalAsync(New(signal.Subject)).ConfigureAwait(false))?.Split(' ')[0];
            var isRefused = answers.Any(answer => answer.Item1 == $"the state of {signal.Subject}" && answer.Item2 is null);
            answers.Add(($"a new signal to {signal.Subject}", taken is not null && isRefused ? $"{taken} upon a state that is refused" : taken));
            if (taken is not null) answers.Add(($"what {signal.Subject} has come to", await AskAsync(doors => SummaryAsync(doors, signal.Subject)).ConfigureAwait(false)));
        }
        return answers;
    }

    /// <summary>Entries of everybody, as a stream shows them: those that the host leaves out are missing.</summary>
    public async Task<IReadOnlyList<string>> StreamAsync() =>
        (await AskAsync(async doors =>
        {
            await using var feed = await ((ILiveEntries)doors).FollowAllAsync(0).ConfigureAwait(false);
            var lines = new List<string>();
            while ((await feed.NextAsync().ConfigureAwait(false)).Value is { Count: > 0 } page) lines.AddRange(page.Select(entry => $"{entry.CustomerId} {Line(entry.Entry)}"));
            return string.Join('\n', lines);
        }).ConfigureAwait(false))?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private async Task<string?> AskAsync(Func<ICustomers, Task<string>> ask)
    {
        try
        {
            return (await host.WhileAliveAsync(async doors => new Said(await ask(doors).ConfigureAwait(false))).ConfigureAwait(false))?.Text;
        }
        catch (Exception error)
        {
            return $"a failure of the program: {error.GetType().Name}";   // which is no refusal, and never was the answer
        }
    }

    private static async Task<string> StateAsync(ICustomers doors, string id, DateTimeOffset? at)
    {
        var read = await doors.ReadAsync(id, SnapshotBytes, at).ConfigureAwait(false);
        return read.Value is { } state ? Convert.ToHexString(state) : $"{read.Status}";
    }

    /// <summary>What does not depend on the time at which it came about.</summary>
    private static async Task<string> SummaryAsync(ICustomers doors, string id)
    {
        var read = await doors.ReadAsync(id, static state => $"{state.Key} {Value.OfMap(state.Traits)}").ConfigureAwait(false);
        return read.Value ?? $"{read.Status}";
    }

    private static byte[] SnapshotBytes(CustomerState state) => SnapshotCodec.Write(state);

    private static async Task<string> HistoryAsync(ICustomers doors, string id)
    {
        var read = await doors.HistoryAsync(id, 0, All).ConfigureAwait(false);
        return read.Value is { } entries ? string.Join('\n', entries.Select(Line)) : $"{read.Status}";
    }

    private async Task<string?> SignalAsync(Signal signal) => await AskAsync(async doors =>
    {
        var receipt = (await doors.SignalAsync([signal]).ConfigureAwait(false))[0];
        return receipt.Kind == ReceiptKind.Unavailable ? throw new IOException("It is refused.") : $"{receipt.Kind} {receipt.Seq}";
    }).ConfigureAwait(false);

    private static Signal New(string customer) => new("rot", "/sim", "customer.updated", customer, null, Value.OfMap(ValueMap.Empty.With("rot", Value.True)));

    private static string Line(Entry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Seq} {entry.At.UtcTicks} {entry.Time.UtcTicks} {entry.Subject} {entry.Input.Kind} {entry.Input.Id} {entry.Input.Source} {entry.Input.Type} {entry.Input.Data} {entry.Versions} {string.Join(" ", entry.Facts)}");
}
