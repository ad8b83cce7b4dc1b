using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Shows on standard error how far a command is: a bar on a terminal, else a line now and then, and one at the end.</summary>
internal static class CommandProgress
{
    private static readonly TimeSpan BarPace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LinePace = TimeSpan.FromSeconds(2);

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
        private long said = Stopwatch.GetTimestamp();

        public void Report((long Done, long Total) value)
        {
            if (value.Done < value.Total && Stopwatch.GetElapsedTime(said) < LinePace) return;
            said = Stopwatch.GetTimestamp();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {(value.Total == 0 ? 100 : 100 * value.Done / value.Total),3} %  {value.Done} of {value.Total}"));
        }
    }
}
