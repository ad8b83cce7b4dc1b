using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using JourneyOrchestrator.Silo.Commands.Doctor;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving.Access;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>doctor</c>: looks whether this machine and these settings can run a host.</summary>
internal static class DoctorCommand
{
    private const int SyncTries = 10;

    public static Command Build()
    {
        var command = new Command("doctor", "Checks the environment.") { CommandOutput.Option };
        command.SetAction((parsed, cancel) => RunAsync(HostSettings.From(parsed), CommandOutput.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, CommandOutput output, CancellationToken cancel)
    {
        var checks = new List<(string What, Func<Task<Finding>> Look)>
        {
            ("runtime", Now(() => $".NET {Environment.Version}, {Environment.ProcessorCount} processors")),
            ("data directory", () => Task.FromResult(CheckDirectory(settings.Data))),
            ("master key", Now(() => CheckMasterKey(settings.Data))),
            ("disk sync", Now(() => CheckSync(settings.Data))),
            ("clock", () => Task.FromResult(ClockCheck.Look())),
            ("journeys", Now(CheckJourneys)),
        };
        if (settings.Postgres is { } postgres)
        {
            checks.Add(("PostgreSQL", () => ServerCheck.LookAsync(postgres.Journal, cancel)));
            checks.Add(("journal", () => StoreCheck.LookAsync(postgres.Journal, DateTimeOffset.UtcNow, cancel)));
        }
        else checks.Add(("journal", () => Task.FromResult(StoreCheck.Look(settings.Data, DateTimeOffset.UtcNow))));
        foreach (var address in ListenAddresses.Check(settings.Urls, new ApiKeyFile(settings.Data).Read().Count > 0))
            checks.Add(("address", () => AddressCheck.LookAsync(address, cancel)));
        var found = new List<(string What, bool Ok, Finding Found)>();
        foreach (var (what, look) in checks) found.Add(await ReportAsync(output, what, look));
        return output.End(found.TrueForAll(one => one.Ok) ? CommandLine.Done : CommandLine.Failed,
            ("checks", found.Select(one => new { what = one.What, ok = one.Ok, warning = one.Found.IsWarning, found = one.Found.Text })));
    }

    private static Func<Task<Finding>> Now(Func<string> look) => () => Task.FromResult(new Finding(look()));

    private static async Task<(string What, bool Ok, Finding Found)> ReportAsync(CommandOutput output, string what, Func<Task<Finding>> look)
    {
        try
        {
            var found = await look();
            output.Say($"{(found.IsWarning ? "warn " : "ok   ")} {what}: {found.Text}");
            return (what, true, found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException or MasterKeyException)
        {
            output.Say($"FAIL  {what}: {error.Message}");
            return (what, false, new Finding(error.Message));
        }
    }

    private static Finding CheckDirectory(string path)
    {
        var directory = Directory.CreateDirectory(path).FullName;
        var room = new DataDisk(directory).Look();
        return room.IsLow
            ? new Finding($"only {room.FreeBytes / 1024 / 1024} MiB are free at {directory}; keep at least 1 GiB: a host without room only reads", IsWarning: true)
            : new Finding($"{directory}, {room.FreeBytes / 1024 / 1024 / 1024} GiB free");
    }

    /// <summary>Makes none: that is for the first start.</summary>
    private static string CheckMasterKey(string path)
    {
        var made = File.Exists(Path.Combine(path, MasterKey.FileName)) || File.Exists(Path.Combine(path, PersonKeys.FileName));
        var given = Environment.GetEnvironmentVariable(MasterKey.Variable) is { Length: > 0 };
        return made || given ? $"from {MasterKey.ForDirectory(path).Origin}" : "will be made at the first start";
    }

    private static string CheckSync(string path)
    {
        var file = Path.Combine(path, $"doctor-{Environment.ProcessId}.tmp");
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < SyncTries; i++)
            {
                stream.Write(new byte[4096]);
                stream.Flush(flushToDisk: true);
            }
            return string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalMilliseconds / SyncTries:F2} ms each");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string CheckJourneys()
    {
        var files = ShippedJourneys.Files();
        if (files.Count == 0) throw new IOException($"no journeys at {ShippedJourneys.Folder}; build the project again");
        return string.Join(", ", files.Select(Path.GetFileNameWithoutExtension));
    }
}
