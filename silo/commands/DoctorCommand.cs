using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using JourneyOrchestrator.Silo.Hosting;
using JourneyOrchestrator.Silo.Postgres;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Serving.Access;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary><c>doctor</c>: looks whether this machine and these settings can run a host.</summary>
internal static class DoctorCommand
{
    private const long FreeBytesMin = 1024L * 1024 * 1024;
    private const int SyncTries = 10;

    public static Command Build()
    {
        var command = new Command("doctor", "Checks the environment.") { CommandOutput.Option };
        command.SetAction((parsed, _) => Task.FromResult(Run(HostSettings.From(parsed), CommandOutput.Of(parsed))));
        return command;
    }

    private static int Run(HostSettings settings, CommandOutput output)
    {
        var checks = new List<(string What, Func<string> Look)>
        {
            ("runtime", () => $".NET {Environment.Version}, {Environment.ProcessorCount} processors"),
            ("data directory", () => CheckDirectory(settings.Data)),
            ("master key", () => CheckMasterKey(settings.Data)),
            ("disk sync", () => CheckSync(settings.Data)),
            ("journeys", CheckJourneys),
        };
        if (settings.Postgres is { } postgres) checks.Add(("PostgreSQL", () => PostgresDatabase.DescribeAsync(postgres.Journal).GetAwaiter().GetResult()));
        foreach (var address in ListenAddresses.Check(settings.Urls, new ApiKeyFile(settings.Data).Read().Count > 0)) checks.Add(("address", () => CheckAddress(ListenAddresses.UriOf(address)!)));
        var found = checks.ConvertAll(check => Report(output, check.What, check.Look));
        return output.End(found.TrueForAll(one => one.Ok) ? CommandLine.Done : CommandLine.Failed, ("checks", found.Select(one => new { what = one.What, ok = one.Ok, found = one.Found })));
    }

    private static (string What, bool Ok, string Found) Report(CommandOutput output, string what, Func<string> look)
    {
        try
        {
            var found = look();
            output.Say($"ok    {what}: {found}");
            return (what, true, found);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SocketException or MasterKeyException)
        {
            output.Say($"FAIL  {what}: {error.Message}");
            return (what, false, error.Message);
        }
    }

    private static string CheckDirectory(string path)
    {
        var directory = Directory.CreateDirectory(path).FullName;
        var free = new DriveInfo(directory).AvailableFreeSpace;
        if (free < FreeBytesMin) throw new IOException($"only {free / 1024 / 1024} MiB are free at {directory}; keep at least 1 GiB");
        return $"{directory}, {free / 1024 / 1024 / 1024} GiB free";
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

    private static string CheckAddress(Uri address)
    {
        var host = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.Parse(address.Host.Trim('[', ']'));
        using var listener = new TcpListener(host, address.Port);
        listener.Start();
        return $"{address.Authority} is free";
    }
}
