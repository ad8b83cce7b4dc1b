using System.CommandLine;
using System.Diagnostics;

namespace JourneyOrchestrator.Simulation;

/// <summary>Seeds shared among processes: one process has one thread.</summary>
internal sealed class Workers(SeedRange seeds, int count)
{
    private ulong done;

    /// <summary>Answers 1 when a seed failed, whose process has said so.</summary>
    public int Run(ParseResult given)
    {
        var begun = Stopwatch.GetTimestamp();
        var share = (seeds.Count + (ulong)count - 1) / (ulong)count;
        var workers = new List<Thread>();
        var failed = 0;
        for (var first = seeds.First; first <= seeds.Last && first >= seeds.First; first += share)
        {
            var part = new SeedRange(first, Math.Min(first + share - 1, seeds.Last));
            var worker = new Thread(() => Interlocked.Add(ref failed, Work(part, given)));
            worker.Start();
            workers.Add(worker);
        }
        foreach (var worker in workers) worker.Join();
        if (failed == 0) Console.WriteLine($"Seeds {seeds.First}..{seeds.Last}: clean, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s.");
        return failed == 0 ? 0 : 1;
    }

    private int Work(SeedRange part, ParseResult given)
    {
        string[] rest = [.. given.Tokens.Select(token => token.Value).Where((_, i) => !IsOurs(given, i))];
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(Workers).Assembly.Location, "--seeds", $"{part.First}..{part.Last}", "--hashes", .. rest]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line) Said(line);
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : 1;
    }

    private void Said(string line)
    {
        var clean = line.EndsWith(" clean", StringComparison.Ordinal);
        if (clean) Show.Progress(Interlocked.Increment(ref done), seeds.Count);
        else if (!line.StartsWith("Seeds ", StringComparison.Ordinal)) Console.WriteLine(line);
    }

    /// <summary>What each worker is told in its own words.</summary>
    private static bool IsOurs(ParseResult given, int token)
    {
        string[] ours = ["--seeds", "--jobs"];
        return ours.Contains(given.Tokens[token].Value) || (token > 0 && ours.Contains(given.Tokens[token - 1].Value)) || given.Tokens[token].Value == "--hashes";
    }
}
