using System.Collections.Concurrent;
using System.Diagnostics;
using Alba;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Engify.Tests.Operate;

/// <summary>The service with somebody who scrapes its metrics, and somebody to whom it sends all it has.</summary>
public sealed class TelemetryFixture : EngifyFixture
{
    private readonly ConcurrentQueue<string> received = new();
    private readonly List<Activity> spans = [];
    private HeldPort port = null!;
    private Uri metrics = null!;
    private WebApplication collector = null!;

    /// <summary>The instance whose telemetry is on.</summary>
    public IAlbaHost Observed { get; private set; } = null!;

    public ApiClient ObservedApi => new(Observed);

    /// <summary>The paths to which OTLP sent something.</summary>
    public IReadOnlyCollection<string> Received => received;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        collector = builder.Build();
        collector.MapPost("/{where}/{signal}", (HttpContext context) => received.Enqueue(context.Request.Path));
        await collector.StartAsync();

        port = HeldPort.Take();
        metrics = new Uri($"http://localhost:{port.Number}/metrics");
        Observed = await StartHostAsync(
            ("Telemetry:PrometheusPort", $"{port.Number}"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
    }

    public override async Task DisposeAsync()
    {
        await Observed.DisposeAsync();
        await collector.DisposeAsync();
        port.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>One more instance, which sends one signal only, to a path of its own.</summary>
    /// <param name="signal">As the settings call it: <c>TRACES</c>, <c>METRICS</c> or <c>LOGS</c>.</param>
    /// <param name="path">Where it is sent.</param>
    public Task<IAlbaHost> StartSendingAsync(string signal, string path) => StartHostAsync(
        ($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT", collector.Urls.Single() + path),
        ($"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL", "http/protobuf"));

    /// <summary>What <c>/metrics</c> says now.</summary>
    public async Task<string> ScrapeAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(metrics);
    }

    /// <summary>The spans that ended so far.</summary>
    public IReadOnlyList<Activity> Spans()
    {
        Observed.Services.GetRequiredService<TracerProvider>().ForceFlush();
        lock (spans)
            return [.. spans];
    }

    /// <summary>The span of this id, once it has ended: that of a request does a moment after its answer.</summary>
    public async Task<Activity> SpanAsync(ActivitySpanId id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (Spans().SingleOrDefault(span => span.SpanId == id) is { } ended)
                return ended;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Sends what has gathered, rather than wait for the time to do so.</summary>
    public static void Flush(IAlbaHost host)
    {
        host.Services.GetService<TracerProvider>()?.ForceFlush();
        host.Services.GetService<MeterProvider>()?.ForceFlush();
        host.Services.GetService<LoggerProvider>()?.ForceFlush();
    }

    protected override void ConfigureServices(IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new Keeper(spans)));
        services.Configure<PrometheusHttpListenerOptions>(options =>
            options.ScrapeResponseCacheDurationMilliseconds = 0);
        // The tests have their own log, in place of all others.
        if (services.Any(service => service.ServiceType == typeof(LoggerProvider)))
            services.AddLogging(logging => logging.AddOpenTelemetry());
    }

    private sealed class Keeper(List<Activity> spans) : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            lock (spans)
                spans.Add(data);
        }
    }
}
