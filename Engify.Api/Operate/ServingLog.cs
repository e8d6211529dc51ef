namespace Engify.Api.Operate;

internal static partial class ServingLog
{
    [LoggerMessage(1, LogLevel.Information, "Engify is ready ({Environment}): {Address}{Places}")]
    public static partial void Serving(this ILogger logger, string environment, string? address, string places);
}
