using JourneyOrchestrator.Silo.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>Sends traces, measurements and logs by OTLP while the host runs, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The other variables
/// of OpenTelemetry (protocol, headers, sampler, intervals, resource) mean what they mean everywhere.</summary>
public sealed class TelemetryExport : IDisposable
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Disabled = "OTEL_SDK_DISABLED";
    private const string ExemplarFilter = "OTEL_METRICS_EXEMPLAR_FILTER";
    private const string ServiceName = "journey-orchestrator";

    /// <summary>Meters of the framework: durations of requests, and memory, processor and garbage collection of the process.</summary>
    private static readonly string[] Meters = [Instruments.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime"];

    private readonly TracerProvider traces;
    private readonly MeterProvider measurements;

    private TelemetryExport()
    {
        traces = Sdk.CreateTracerProviderBuilder().AddSource(Spans.SourceName).SetResourceBuilder(Resource()).AddOtlpExporter().Build();
        var builder = Sdk.CreateMeterProviderBuilder().AddMeter(Meters).SetResourceBuilder(Resource());
        // What the specification has as the default, and the SDK has not: measurements name a sampled span as their example.
        if (Environment.GetEnvironmentVariable(ExemplarFilter) is null or "") builder.SetExemplarFilter(ExemplarFilterType.TraceBased);
        measurements = builder.AddOtlpExporter().Build();
    }

    private static bool IsOn => Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 }
        && !"true".Equals(Environment.GetEnvironmentVariable(Disabled), StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when nobody said where to.</summary>
    /// <exception cref="RefusedException">What the variable says is no address.</exception>
    public static TelemetryExport? Start()
    {
        if (!IsOn) return null;
        var endpoint = Environment.GetEnvironmentVariable(Endpoint);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new RefusedException($"{Endpoint} is '{endpoint}', which is no http or https address. Use for instance http://127.0.0.1:4317, or unset it.");
        return new TelemetryExport();
    }

    /// <summary>Adds the logs of the host, where they are wanted.</summary>
    public static void AddLogs(ILoggingBuilder logging)
    {
        if (!IsOn) return;
        logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Resource());
            options.AddProcessor(new ExceptionText());
            options.AddOtlpExporter();
        });
    }

    public void Dispose()
    {
        measurements.Dispose();
        traces.Dispose();
    }

    /// <summary>The variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before ours.</summary>
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(ServiceName, serviceVersion: EngineVersions.Current.Engine, serviceInstanceId: Instance)
        .AddTelemetrySdk().AddEnvironmentVariableDetector();

    private static string Instance { get; } = Guid.NewGuid().ToString();

    /// <summary>The message of an exception may repeat what somebody sent; its type and where it happened are enough to find the fault.</summary>
    private sealed class ExceptionText : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Exception is not { } error) return;
            data.Attributes = [.. data.Attributes ?? [], new("exception.type", error.GetType().FullName), new("exception.stacktrace", error.StackTrace)];
            data.Exception = null;
        }
    }
}
