using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Engify.Api.Development.EmbeddedPostgres;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly.CircuitBreaker;

namespace Engify.Api.Operate;

/// <summary>Distinguishes what an operator can fix from our own faults.</summary>
internal static class OperatorFault
{
    /// <summary>The assembly that converts settings to numbers and the like.</summary>
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>The assembly that reads and binds addresses.</summary>
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>PostgreSQL's severity for an error that ends the session; here, one that never began.</summary>
    private const string Fatal = "FATAL";

    /// <summary>Explains to the operator why the program cannot work; null if they cannot fix it.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OperatorException or EmbeddedPostgresException => exception.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        InvalidOperationException { Source: Binder } => OneLine(exception.Message),
        AggregateException several
            when several.InnerExceptions.Select(Explain).ToList() is var all && !all.Contains(null) =>
                string.Join(' ', all),
        HttpListenerException =>
            $"The metrics cannot be served: {exception.Message}. Set Telemetry__PrometheusPort to a port that is free, "
            + "and Telemetry__PrometheusHost to a name or address of this machine.",
        InvalidOperationException { InnerException: NpgsqlException or HttpListenerException } =>
            Explain(exception.InnerException),
        RetryLimitExceededException { InnerException: { } last } => Explain(last),
        BrokenCircuitException { InnerException: { } cause } => Explain(cause),
        NpgsqlException failure when failure.IsTransient || IsRefusal(failure) =>
            OneLine($"The database cannot be used: {exception.Message.TrimEnd('.')}. See ConnectionStrings__Engify."),
        _ when IsOfListening(exception) => OneLine($"The service cannot listen: {exception.Message.TrimEnd('.')}."),
        _ => null,
    };

    /// <summary>Whether PostgreSQL rejects us, forbids what we need, or cannot be reached.</summary>
    public static bool IsRefusal(NpgsqlException failure) =>
        failure is not PostgresException answer
        || answer.InvariantSeverity == Fatal
        || answer.SqlState == PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>Whether the server could not take its addresses or read its certificates.</summary>
    public static bool IsOfListening(Exception exception) =>
        exception is IOException or SocketException or UnauthorizedAccessException or FormatException
            or InvalidOperationException or ArgumentException or NotSupportedException or CryptographicException
        && new StackTrace(exception).GetFrames().Any(frame =>
            frame.GetMethod()?.DeclaringType?.Assembly.GetName().Name == Kestrel);

    public static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
