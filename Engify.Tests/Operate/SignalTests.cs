using Engify.Tests.Promises.Speed;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Engify.Tests.Operate;

/// <summary>Instances that send something else than all there is.</summary>
[Collection(Alone.Name)]
public sealed class SignalTests(TelemetryFixture engify) : IClassFixture<TelemetryFixture>
{
    [Theory]
    [InlineData("TRACES", typeof(TracerProvider))]
    [InlineData("METRICS", typeof(MeterProvider))]
    [InlineData("LOGS", typeof(LoggerProvider))]
    public async Task A_signal_goes_alone_where_only_it_is_told_to(string signal, Type provider)
    {
        await using var host = await engify.StartSendingAsync(signal, $"/only/{signal}");
        (await new ApiClient(host).GetAsync("/courses")).ShouldBeOk();

        TelemetryFixture.Flush(host);

        Assert.Contains($"/only/{signal}", engify.Received);
        Assert.All(
            [typeof(TracerProvider), typeof(MeterProvider), typeof(LoggerProvider)],
            each => Assert.Equal(each == provider, host.Services.GetService(each) is not null));
    }
}
