using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Shows on standard error how far a command is: a bar on a terminal, else a line for each tenth.</summary>
internal static class CommandProgress
{
    private static readonly TimeSpan BarPace = TimeSpan.FromMilliseconds(50);

    public static async Task<T> ShowAsync<T>(string what, Func<IProgress<(long Done, long Total)>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi) return await work(new Lines(what, Console.Error));
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars => work(new Bar(bars.AddTask(Markup.Escape(what)))));
    }

    /// <summary>Reports in the caller's own time: <see cref="Progress{T}"/> would reorder.</summary>
    private sealed class Bar(ProgressTask bar) : IProgress<(long Done, long Total)>
    {
        private long shown;

        public void Report((long Done, long Total) value)
        {
            if (value.Done < value.Total && Stopwatch.GetElapsedTime(shown) < BarPace) return;
            shown = Stopwatch.GetTimestamp();
            bar.MaxValue = Math.Max(value.Total, 1);
            bar.Value = value.Total == 0 ? 1 : value.Done;
        }
    }

    private sealed class Lines(string what, TextWriter to) : IProgress<(long Done, long Total)>
    {
        private long tenths = -1;

        public void Report((long Done, long Total) value)
        {
            var reached = value.Total == 0 ? 10 : 10 * value.Done / value.Total;
            if (reached == tenths) return;
            tenths = reached;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {10 * reached,3} %  {value.Done} of {value.Total}"));
        }
    }
}
