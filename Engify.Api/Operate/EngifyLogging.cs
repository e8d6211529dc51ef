using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Engify.Api.Operate;

/// <summary>Logs as the settings say, and leaves out what the program itself prints when it exits.</summary>
internal static class EngifyLogging
{
    private static readonly string[] Formatters = ["json", "simple", "systemd"];

    /// <exception cref="OperatorException">A log setting cannot work.</exception>
    public static WebApplicationBuilder UseEngifyLogging(this WebApplicationBuilder builder)
    {
        var logging = builder.Configuration.GetSection("Logging");
        foreach (var level in logging.GetChildren().Append(logging).SelectMany(LevelsOf))
            level.RequireOneOf(Enum.GetNames<LogLevel>());
        RequireConsole(logging.GetSection("Console"));

        builder.Services.AddSingleton<LoggerFactory>();
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(services =>
            new LogWithoutLastWords(services.GetRequiredService<LoggerFactory>())));
        return builder;
    }

    private static IEnumerable<IConfigurationSection> LevelsOf(IConfigurationSection section) =>
        section.GetSection("LogLevel").GetChildren();

    private static void RequireConsole(IConfigurationSection console)
    {
        console.GetSection("FormatterName").RequireOneOf(Formatters);
        try
        {
            _ = console.Get<ConsoleLoggerOptions>();
            _ = console.GetSection("FormatterOptions").Get<SimpleConsoleFormatterOptions>();
            _ = DateTimeOffset.UnixEpoch.ToString(
                console.GetSection("FormatterOptions").Get<JsonConsoleFormatterOptions>()?.TimestampFormat,
                CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is TargetInvocationException or ArgumentException or FormatException)
        {
            throw new OperatorException(OperatorFault.OneLine(
                $"The log cannot be written as Logging__Console says: {failure.GetBaseException().Message}"));
        }
    }
}
