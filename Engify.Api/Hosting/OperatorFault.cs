using Engify.Api.EmbeddedPostgres;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly.CircuitBreaker;

namespace Engify.Api.Hosting;

/// <summary>Tells what an operator can mend from what is our own fault.</summary>
internal static class OperatorFault
{
    /// <summary>The assembly that reads settings into numbers and the like.</summary>
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>Why the program cannot do its work, for its operator; null if they could not help it.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OperatorException or OptionsValidationException or PostgresProgramsNotFoundException => exception.Message,
        InvalidOperationException { Source: Binder } => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Set PORT to one that is free, or stop what listens there.",
        InvalidOperationException { InnerException: NpgsqlException cause } => Explain(cause),
        RetryLimitExceededException { InnerException: { } last } => Explain(last),
        BrokenCircuitException { InnerException: { } cause } => Explain(cause),
        NpgsqlException { IsTransient: true } or (NpgsqlException and not PostgresException) or PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidPassword
                or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege,
        } =>
            $"The database cannot be used: {exception.Message}",
        _ => null,
    };
}
