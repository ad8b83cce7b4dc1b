using System.Collections.Concurrent;

namespace JourneyOrchestrator.Faults.Tests;

/// <summary>Customers who follow the topics: some from the beginning, others while events are on their way.</summary>
internal sealed class Followers(Ticker every)
{
    private readonly List<int> unanswered = [];
    private int last;

    /// <summary>The followers that are acknowledged, each with the number of the newest event when it was: later ones must reach it.</summary>
    public ConcurrentDictionary<string, int> Since { get; } = [];

    /// <summary>Lets new customers join, and again those whose joining was not answered.</summary>
    public async Task<bool> JoinAsync(HttpClient http, int count)
    {
        unanswered.AddRange(Enumerable.Range(last + 1, count));
        last += count;
        if (unanswered.Count == 0) return true;
        if (!await Post.BatchAsync(http, "/v1/events", unanswered.ConvertAll(Json))) return false;
        foreach (var number in unanswered) Since[$"follower-{number}"] = every.LastSent;
        unanswered.Clear();
        return true;
    }

    private static string Json(int number) =>
        $$$"""{"specversion":"1.0","id":"join-{{{number}}}","source":"/load","type":"follower.joined","subject":"follower-{{{number}}}","data":{}}""";
}
