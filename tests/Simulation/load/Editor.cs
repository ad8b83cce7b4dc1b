using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Simulation.Checks;
using JourneyOrchestrator.Simulation.World;

namespace JourneyOrchestrator.Simulation.Load;

/// <summary>Does to the topic what an editor wants done.</summary>
internal sealed class Editor(Universe universe, Plan plan, TopicNotes notes)
{
    private const string By = "editor";

    private readonly Dictionary<int, long> chosen = [];

    /// <summary>Does one act, which may have been done already. It ends with a final answer, or fails.</summary>
    public async Task ActAsync(Operation.ActOnTopic act, ITopics topics)
    {
        switch (act.Kind)
        {
            case TopicActKind.Paused:
                var paused = plan.Planted == Planted.NoActs ? TopicActEnd.Done : await topics.PauseAsync(Operation.News, 0, By, act.Name).ConfigureAwait(false);
                universe.Log($"pause: {paused}");
                if (paused is TopicActEnd.Done or TopicActEnd.Repeated) notes.Paused();
                break;
            case TopicActKind.Resumed:
                await ResumeAsync(act.Name, topics).ConfigureAwait(false);
                break;
            default:
                await WithdrawAsync(act, topics).ConfigureAwait(false);
                break;
        }
    }

    public async Task ResumeAsync(string why, ITopics topics)
    {
        notes.Resuming();
        try
        {
            universe.Log($"resume: {await topics.ResumeAsync(Operation.News, 0, By, why).ConfigureAwait(false)}");
        }
        finally
        {
            notes.Resumed();
        }
    }

    /// <summary>Withdraws the newest event that is on its way; the same one at each try.</summary>
    private async Task WithdrawAsync(Operation.ActOnTopic act, ITopics topics)
    {
        if (!chosen.TryGetValue(act.Number, out var position))
        {
            var newest = await topics.EventsAsync(Operation.News, long.MaxValue, 1).ConfigureAwait(false);
            if (newest.Items is not [{ OnItsWay: true } known]) return;
            chosen[act.Number] = position = known.Position;
        }
        var end = plan.Planted == Planted.NoActs ? TopicActEnd.Done : (await topics.WithdrawAsync(Operation.News, position, By, act.Name, null).ConfigureAwait(false)).End;
        universe.Log($"withdrawal of {position}: {end}");
        if (end is TopicActEnd.Done or TopicActEnd.Repeated or TopicActEnd.Withdrawn) notes.Withdrawn(position);
    }
}
