namespace Architecture.Tests;

/// <summary>What the pure rooms may not use, and for each symbol a statement that uses it.</summary>
internal static class BannedSymbols
{
    /// <summary>The analyzer's rule that reports them.</summary>
    public const string Rule = "RS0030";

    public static readonly IReadOnlyDictionary<string, string> Uses = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["P:System.DateTime.Now"] = "_ = System.DateTime.Now;",
        ["P:System.DateTime.UtcNow"] = "_ = System.DateTime.UtcNow;",
        ["P:System.DateTime.Today"] = "_ = System.DateTime.Today;",
        ["P:System.DateTimeOffset.Now"] = "_ = System.DateTimeOffset.Now;",
        ["P:System.DateTimeOffset.UtcNow"] = "_ = System.DateTimeOffset.UtcNow;",
        ["P:System.TimeProvider.System"] = "_ = System.TimeProvider.System;",
        ["M:System.Guid.NewGuid"] = "_ = System.Guid.NewGuid();",
        ["M:System.Guid.CreateVersion7"] = "_ = System.Guid.CreateVersion7();",
        ["T:System.Random"] = "_ = new System.Random(1);",
        ["T:System.Security.Cryptography.RandomNumberGenerator"] = "_ = System.Security.Cryptography.RandomNumberGenerator.GetInt32(2);",
        ["T:System.Diagnostics.Stopwatch"] = "_ = System.Diagnostics.Stopwatch.GetTimestamp();",
        ["P:System.Environment.TickCount"] = "_ = System.Environment.TickCount;",
        ["P:System.Environment.TickCount64"] = "_ = System.Environment.TickCount64;",
        ["M:System.Environment.GetEnvironmentVariable(System.String)"] = "_ = System.Environment.GetEnvironmentVariable(\"A\");",
        ["T:System.IO.File"] = "_ = System.IO.File.Exists(\"a\");",
        ["T:System.IO.Directory"] = "_ = System.IO.Directory.Exists(\"a\");",
        ["T:System.IO.FileStream"] = "_ = new System.IO.FileStream(\"a\", System.IO.FileMode.Open);",
        ["T:System.Net.Http.HttpClient"] = "_ = new System.Net.Http.HttpClient();",
        ["T:System.Net.Sockets.Socket"] = "_ = System.Net.Sockets.Socket.OSSupportsIPv6;",
        ["T:System.Console"] = "System.Console.WriteLine();",
        ["T:System.Threading.Tasks.Task"] = "_ = System.Threading.Tasks.Task.CompletedTask;",
        ["T:System.Threading.Thread"] = "System.Threading.Thread.Sleep(1);",
        ["T:System.Threading.Timer"] = "_ = System.Threading.Timer.ActiveCount;",
        ["M:System.String.GetHashCode"] = "_ = \"a\".GetHashCode();",
        ["T:System.HashCode"] = "_ = System.HashCode.Combine(1);",
        ["P:System.Globalization.CultureInfo.CurrentCulture"] = "_ = System.Globalization.CultureInfo.CurrentCulture;",
        ["P:System.TimeZoneInfo.Local"] = "_ = System.TimeZoneInfo.Local;",
    };

    /// <summary>The symbols of the list that the analyzer reads.</summary>
    public static IEnumerable<string> Listed() =>
        File.ReadLines(Repository.FullPath("BannedSymbols.txt")).Where(line => line.Length > 0).Select(line => line.Split(';')[0]);
}
