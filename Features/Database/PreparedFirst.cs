using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Prepares each statement in a round trip of its own before a connection sends it for the first time. Npgsql would do
/// both in one round trip; if PostgreSQL then refused the values, Npgsql would consider the statement prepared without
/// knowing its columns, and the next request on this connection would fail although PostgreSQL carried it out.
/// </summary>
internal sealed class PreparedFirst : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        await PrepareAsync(command, eventData, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        await PrepareAsync(command, eventData, cancellationToken);
        return result;
    }

    // Npgsql recognises a prepared statement by its text. A script without values, such as a migration, is sent once
    // and may define what its next statement uses.
    private static Task PrepareAsync(
        DbCommand command, CommandEventData eventData, CancellationToken cancellationToken) =>
        eventData.CommandSource is CommandSource.Migrations
            || (eventData.CommandSource is CommandSource.ExecuteSqlRaw && command.Parameters.Count == 0)
            ? Task.CompletedTask
            : command.PrepareAsync(cancellationToken);
}
