using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace JourneyOrchestrator.Silo.Play;

/// <summary>Shows on standard error how far a replay is, so that standard output is the report alone: a bar on a terminal, else plain lines.</summary>
internal static class PlayProgress
{
    public static async Task<TimeSpan> ShowAsync(int total, Func<IProgress<ReplayProgress>, Task<TimeSpan>> play)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi) return await play(new Lines(Console.Error));
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(bars => PlayAsync(bars.AddTask("signals", maxValue: total), play));
    }

    private static async Task<TimeSpan> PlayAsync(ProgressTask bar, Func<IProgress<ReplayProgress>, Task<TimeSpan>> play)
    {
        var elapsed = await play(new Bar(bar));
        bar.Value = bar.MaxValue;
        return elapsed;
    }

    private static string Text(ReplayProgress p) => string.Create(
        CultureInfo.InvariantCulture, $"{p.Clock:ddd HH:mm} UTC  {p.SignalsPerSecond,5:F0} signals/s  lag {p.Lag.TotalMilliseconds,4:F0} ms");

    /// <summary>Reports in the caller's own time: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Bar(ProgressTask bar) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
            bar.Value = value.Done;
            bar.Description = Text(value);
        }
    }

    /// <summary>A line for each tenth, and when nothing was said for long.</summary>
    private sealed class Lines(TextWriter to) : IProgress<ReplayProgress>
    {
        private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

        private int tenths = -1;
        private long said = Stopwatch.GetTimestamp();

        public void Report(ReplayProgress value)
        {
            var reached = (int)(10L * value.Done / value.Total);
            if (reached == tenths && Stopwatch.GetElapsedTime(said) < Silence) return;
            (tenths, said) = (reached, Stopwatch.GetTimestamp());
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100L * value.Done / value.Total,3} %  {value.Done} of {value.Total} signals  {Text(value)}"));
        }
    }
}
