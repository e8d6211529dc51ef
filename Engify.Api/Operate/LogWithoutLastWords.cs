namespace Engify.Api.Operate;

/// <summary>
/// The host and its server log why they do not start, with a stack trace, before the program can tell the operator in
/// one sentence (<see cref="OperatorFault"/>). This keeps those entries, and only those, out of the log: anything
/// unexplained is logged in full.
/// </summary>
internal sealed class LogWithoutLastWords(LoggerFactory factory) : ILoggerFactory
{
    private const int HostNotStarted = 11;

    public ILogger CreateLogger(string categoryName) => categoryName switch
    {
        "Microsoft.Extensions.Hosting.Internal.Host" =>
            new Logger(factory.CreateLogger(categoryName), (_, id) => id.Id == HostNotStarted),
        "Microsoft.AspNetCore.Server.Kestrel" =>
            new Logger(factory.CreateLogger(categoryName), (level, _) => level == LogLevel.Critical),
        _ => factory.CreateLogger(categoryName),
    };

    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    public void Dispose() => factory.Dispose();

    private sealed class Logger(ILogger logger, Func<LogLevel, EventId, bool> isAboutStart) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (exception is null || !isAboutStart(logLevel, eventId) || OperatorFault.Explain(exception) is null)
                logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
