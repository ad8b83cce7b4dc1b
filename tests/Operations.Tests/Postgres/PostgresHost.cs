using JourneyOrchestrator.Operations.Tests.Harness;
using JourneyOrchestrator.Tests.Shared;

namespace JourneyOrchestrator.Operations.Tests.Postgres;

/// <summary>What the program is told so that it works on a database.</summary>
internal static class PostgresHost
{
    /// <summary>Must never be printed. The server of the tests takes any.</summary>
    public const string Password = "not-to-be-seen";

    public static void SkipWhereMissing() => Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);

    public static (string Name, string Value) At(string connection) => ("JOURNEY_POSTGRES", $"{connection};Password={Password}");

    public static Task<SiloProcess> ServeAsync(string data, string connection) => SiloProcess.ServeAsync(data, "http://127.0.0.1:0", ["--store", "postgres"], At(connection));

    public static Task<(int Code, string Output, string Error)> RunAsync(string data, string connection, params string[] arguments) =>
        SiloProcess.RunAsync([.. arguments, "--store", "postgres", "--data", data], At(connection));

    /// <summary>Starts a host that must refuse to.</summary>
    public static async Task RefusesAsync(string sentence, string data, string connection, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(data, connection, ["--urls", "http://127.0.0.1:0", .. arguments]);
        Assert.True(code == 2, error);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error, StringComparison.Ordinal);
    }

    public static string Renaming(string id, string name) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/test","type":"customer.updated","subject":"ada","data":{"name":"{{{name}}}"}}""";
}
