using JourneyOrchestrator.ClientApi.Http;
using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging.Console;

namespace JourneyOrchestrator.Silo.Serving;

/// <summary>The web host with the doors before a running orchestrator. Nothing is read from files or the environment: what decides
/// where it listens is what was checked.</summary>
public static class HostComposition
{
    // A call still open when the host is told to end, a stream of events for instance, gets this long; what it had acknowledged is on disk.
    private static readonly TimeSpan LastCalls = TimeSpan.FromSeconds(5);

    public static WebApplication Build(IReadOnlyList<string> addresses, ICustomers customers, TimeProvider clock, DoorServices services)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls([.. addresses]).ConfigureKestrel(ServerLimits.Set);
        builder.Services.AddRouting();
        AddLog(builder.Logging, services.Log);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LastCalls);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(customers);
        if (customers is ILiveEntries live) builder.Services.AddSingleton(live);
        Add(builder.Services, services);
        builder.Services.AddDoors();
        var app = builder.Build();
        app.Use(WithServicesOf(app));
        app.UseMiddleware<HttpServerSpans>();
        app.MapDoors();
        return app;
    }

    /// <summary>All services are singletons: no request needs a scope of its own.</summary>
    private static Func<RequestDelegate, RequestDelegate> WithServicesOf(WebApplication app) => next => context =>
    {
        context.RequestServices = app.Services;
        return next(context);
    };

    private static void Add(IServiceCollection to, DoorServices services)
    {
        to.AddSingleton(services.Streams);
        if (services.Subscriptions is { } subscriptions) to.AddSingleton(subscriptions);
        to.AddSingleton(services.Topics);
        if (services.Feeds is { } feeds) to.AddSingleton(feeds);
        if (services.Keys is { } keys) to.AddSingleton(keys);
        if (services.Disk is { } disk) to.AddSingleton(disk);
    }

    /// <summary>Logs go to standard error; standard output is for what a command was asked for.</summary>
    public static void AddLog(ILoggingBuilder logging, LogFormat format)
    {
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            // A start that fails is thrown as well, and printed once, by the command line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            // Says nothing above Information but of such a start; yet while its log is on, each request gets an activity and a scope, which every thread must carry on.
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (format == LogFormat.Json) AddJson(logging);
        else AddText(logging);
        TelemetryExport.AddLogs(logging);
    }

    private static void AddJson(ILoggingBuilder logging) =>
        logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>().AddConsole(options => options.FormatterName = JsonLogFormatter.FormatName);

    private static void AddText(ILoggingBuilder logging) => logging.AddSimpleConsole(options =>
    {
        options.SingleLine = true;
        options.ColorBehavior = LoggerColorBehavior.Disabled;
        options.TimestampFormat = "HH:mm:ss ";
        options.UseUtcTimestamp = true;
    });
}
