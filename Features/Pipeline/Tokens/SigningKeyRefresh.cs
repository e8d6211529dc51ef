using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Pipeline.Tokens;

/// <summary>Looks for keys that another instance, or the verb, made.</summary>
internal sealed partial class SigningKeyRefresh(SigningKeys keys, TimeProvider clock, ILogger<SigningKeyRefresh> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SigningKeys.RefreshInterval, clock);
        do
        {
            try
            {
                await keys.RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Could not load the signing keys; the next try is in a minute")]
    private partial void LogFailed(Exception exception);
}
