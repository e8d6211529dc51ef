using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Engify.Tests.Harness;

/// <summary>
/// Gives statements, while it is told to, values that PostgreSQL refuses to bind, past all that would not let them
/// through. Their types stay, and so to Npgsql each is the same statement as with good ones.
/// </summary>
/// <param name="now">Whether it is told to.</param>
internal sealed class SpoiledValues(Func<bool> now) : DbCommandInterceptor
{
    /// <summary>In microseconds, and later than any that PostgreSQL has.</summary>
    private const long NoInstant = long.MaxValue - 1;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Spoil(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        Spoil(command);
        return new(result);
    }

    private void Spoil(DbCommand command)
    {
        if (!now())
            return;

        var spoilt = command.Parameters.Cast<NpgsqlParameter>()
            .LastOrDefault(parameter => parameter.Value is string or DateTimeOffset);
        if (spoilt?.Value is string)
            spoilt.Value = "\0";
        else if (spoilt is not null)
            (spoilt.NpgsqlDbType, spoilt.Value) = (NpgsqlDbType.TimestampTz, NoInstant);
    }
}
