using Microsoft.Extensions.Logging;

namespace Engify.Tests.Harness;

public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception);
