using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Harness;

/// <summary>What the service logged.</summary>
public sealed class LogSink : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. entries];

    /// <summary>Called with each entry as it comes.</summary>
    public event Action<LogEntry>? Logged;

    /// <summary>The next entry that satisfies the predicate.</summary>
    public Task<LogEntry> NextAsync(Predicate<LogEntry> predicate)
    {
        var found = new TaskCompletionSource<LogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        Logged += entry =>
        {
            if (predicate(entry))
                found.TrySetResult(entry);
        };
        return found.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(LogEntry entry)
    {
        entries.Enqueue(entry);
        Logged?.Invoke(entry);
    }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            sink.Add(new LogEntry(logLevel, category, formatter(state, exception), exception));
    }
}
