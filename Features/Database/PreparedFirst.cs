using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Prepares each statement before a connection sends it for the first time, in a round trip of its own. Npgsql would do
/// both in one; where PostgreSQL then refuses the values, Npgsql takes the statement for prepared without knowing its
/// columns, and the next who sends it over this connection fails, though PostgreSQL does what it says.
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

    // What is prepared already, Npgsql knows by its text. A script without values (a migration, for one) is sent once,
    // and may define what its next statement uses.
    private static Task PrepareAsync(
        DbCommand command, CommandEventData eventData, CancellationToken cancellationToken) =>
        eventData.CommandSource is CommandSource.Migrations
            || (eventData.CommandSource is CommandSource.ExecuteSqlRaw && command.Parameters.Count == 0)
            ? Task.CompletedTask
            : command.PrepareAsync(cancellationToken);
}
