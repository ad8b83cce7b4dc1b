using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace JourneyOrchestrator.Tests.Shared;

/// <summary>A PostgreSQL server of its own for tests, from the system's packages: in a temporary directory, on 127.0.0.1, with default durability. As
/// PostgreSQL refuses to run as root, it runs as the user <c>postgres</c> of the packages when the tests do.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "journey", StandbyName = "second";

    /// <summary>Folder of initdb and pg_ctl; null: not installed.</summary>
    private static readonly string? Programs = FindPrograms();

    private static readonly Lazy<PostgresServer> Running = new(() => new PostgresServer([]));

    private readonly string _directory;
    private readonly int _port;
    private int _databases;

    /// <param name="primary">Whose copy it is, which follows; null: nobody's.</param>
    private PostgresServer(string[] settings, PostgresServer? primary = null)
    {
        _directory = Directory.CreateTempSubdirectory("journey-postgres-").FullName;
        _port = FreePort();
        Check(Run("chown", [OwnUser, _directory]));
        if (primary is not null) Check(Run(Path.Combine(Programs!, "pg_basebackup"), ["-D", Data, "-d", $"host=127.0.0.1 port={primary._port} user={User} application_name={StandbyName}", "-c", "fast", "-R"], own: true));
        else Check(Run(Path.Combine(Programs!, "initdb"), ["-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale"], own: true));
        Set(settings);
        Guard();
        Start();
    }

    /// <summary>Why tests of PostgreSQL can't run here; null: they can.</summary>
    public static string? Missing => Programs is null ? "PostgreSQL is not installed: apt-get install postgresql." : null;

    /// <summary>One server for all tests of the process, started by the first.</summary>
    public static PostgresServer Shared => Running.Value;

    /// <summary>Another one, which a test may stop.</summary>
    /// <param name="settings">Lines of its configuration.</param>
    public static PostgresServer OfItsOwn(params string[] settings) => new(settings);

    /// <summary>A second server that has whatever this one acknowledges from now on, before it does.</summary>
    public PostgresServer WithStandby()
    {
        var standby = new PostgresServer([], this);
        Execute($"ALTER SYSTEM SET synchronous_standby_names = '{StandbyName}'");
        Execute("SELECT pg_reload_conf()");
        while (Ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") is 0L) Thread.Sleep(50);
        return standby;
    }

    /// <summary>Makes a standby the primary.</summary>
    public void Promote() => Check(Run(Path.Combine(Programs!, "pg_ctl"), ["-D", Data, "-w", "promote"], own: true));

    /// <summary>A connection to whichever of two servers is the primary; the other one is named first.</summary>
    /// <param name="connection">To a database of this one.</param>
    public string ToEither(PostgresServer other, string connection) => new NpgsqlConnectionStringBuilder(connection) { Host = $"127.0.0.1:{other._port},127.0.0.1:{_port}" }.ConnectionString;

    /// <summary>What the server wrote to its log so far.</summary>
    public string Log => File.ReadAllText(LogFile);

    private string LogFile => Path.Combine(_directory, "log");

    private string Data => Path.Combine(_directory, "data");

    private string Base => Path.Combine(_directory, "base");

    private string Archive => Path.Combine(_directory, "archive");

    private static string OwnUser => Environment.UserName == "root" ? "postgres" : Environment.UserName;

    /// <summary>Makes an empty database and answers its connection string.</summary>
    public string NewDatabase()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE DATABASE {name}");
        return Connection(name);
    }

    /// <summary>Removes a database, so that nothing is left in it for the server to tidy up.</summary>
    public void Drop(string connection) => Execute($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>Makes an empty database whose tables are in a folder, on another disk for instance.</summary>
    public string NewDatabaseIn(string folder)
    {
        Check(Run("install", ["-d", "-o", OwnUser, folder]));
        var name = $"t{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE TABLESPACE {name} LOCATION '{folder}'");
        Execute($"CREATE DATABASE {name} TABLESPACE {name}");
        return Connection(name);
    }

    /// <summary>Cuts every connection to a database, as when the process at the other end dies.</summary>
    public void CutOff(string connection) =>
        Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new NpgsqlConnectionStringBuilder(connection).Database}'");

    /// <summary>Kills the server and its sessions with <c>kill -9</c>: what was not synced is lost.</summary>
    public void Kill() => Check(Run("sh", ["-c", "server=$(head -1 $1/postmaster.pid); kill -9 $server $(ps -o pid= --ppid $server); while ps -p $server > /dev/null; do sleep 0.05; done", "kill", Data]));

    /// <summary>Keeps its log from now on, and copies the server as it is now: what <see cref="RecoverTo"/> needs.</summary>
    public void BackUp()
    {
        Check(Run("install", ["-d", "-o", OwnUser, Archive]));
        Set("archive_mode = on", $"archive_command = 'cp %p {Archive}/%f'");
        Check(Run(Path.Combine(Programs!, "pg_ctl"), ["-D", Data, "-m", "fast", "-w", "stop"], own: true));
        Start();
        Check(Run(Path.Combine(Programs!, "pg_basebackup"), ["-D", Base, "-h", "127.0.0.1", "-p", $"{_port}", "-U", User, "-c", "fast", "-X", "stream"], own: true));
    }

    /// <summary>Loses the server's files, and makes them again from the copy and the log, as they were at a moment.</summary>
    /// <param name="moment">In the words of the server: see <see cref="Now"/>.</param>
    public void RecoverTo(string moment)
    {
        Execute("SELECT pg_switch_wal()");
        Check(Run(Path.Combine(Programs!, "pg_ctl"), ["-D", Data, "-m", "fast", "-w", "stop"], own: true));
        Directory.Delete(Data, recursive: true);
        Directory.Move(Base, Data);
        Set($"restore_command = 'cp {Archive}/%f %p'", $"recovery_target_time = '{moment}'", "recovery_target_action = 'promote'");
        File.WriteAllText(Path.Combine(Data, "recovery.signal"), "");
        Start();
        while (Ask("SELECT pg_is_in_recovery()") is true) Thread.Sleep(50);
    }

    /// <summary>The time by the server's clock, as it writes it.</summary>
    public string Now() => (string)Ask("SELECT clock_timestamp()::text")!;

    public void Start() => Check(Run(
        Path.Combine(Programs!, "pg_ctl"),
        ["-D", Data, "-l", LogFile, "-w", "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory}", "start"], own: true));

    public void Dispose()
    {
        if (!Directory.Exists(_directory)) return;
        Run(Path.Combine(Programs!, "pg_ctl"), ["-D", Data, "-m", "immediate", "-w", "stop"], own: true);
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Ends the server and deletes its files when this process is gone, however it ended: test runners give theirs no time.</summary>
    private void Guard()
    {
        const string Script = "exec > /dev/null 2>&1 < /dev/null; tail --pid=$1 -f /dev/null; test -d $2 || exit; kill -QUIT $(head -1 $2/data/postmaster.pid); sleep 1; rm -rf $2";
        using var guard = Process.Start("setsid", ["sh", "-c", Script, "guard", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), _directory]);
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username={User};Include Error Detail=true";

    private void Set(params string[] settings) => File.AppendAllLines(Path.Combine(Data, "postgresql.conf"), settings);

    private void Execute(string sql) => Ask(sql);

    private object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        if (!Directory.Exists(Debian)) return null;
        return Directory.GetDirectories(Debian).OrderByDescending(version => version, StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program; with <paramref name="own"/> as the server's user.</summary>
    private static (int Code, string Said) Run(string program, string[] arguments, bool own = false)
    {
        var other = own && Environment.UserName == "root";
        // The server that pg_ctl starts inherits what pg_ctl writes to: a pipe would stay open as long as it runs.
        var starts = arguments.Contains("start");
        var start = new ProcessStartInfo(other ? "runuser" : program) { RedirectStandardError = !starts, RedirectStandardOutput = !starts, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in (string[])[.. other ? (string[])["-u", "postgres", "--", program] : [], .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = starts ? "" : process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    private static void Check((int Code, string Said) run)
    {
        if (run.Code != 0) throw new InvalidOperationException($"PostgreSQL for tests could not be started or stopped: {run.Said}");
    }
}
