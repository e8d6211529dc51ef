using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Sends the context's <see cref="FirstQuestion"/> in the same round trip as its first query.</summary>
internal sealed class AskFirst : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        // A save may carry the COMMIT.
        if (eventData is { CommandSource: not CommandSource.SaveChanges, Context: EngifyDbContext { AskedFirst: { } question } })
            question.SendWith(command, eventData.CommandId);
        return new(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not EngifyDbContext { AskedFirst: { } question } db
            || !question.WasSentWith(eventData.CommandId))
        {
            return result;
        }

        db.AskedFirst = null;
        try
        {
            await question.ReadAsync(result, cancellationToken);
            return result;
        }
        catch
        {
            // Entity Framework does not know this reader yet, and the connection is busy until it is disposed of.
            try
            {
                await result.DisposeAsync();
            }
            catch (PostgresException)
            {
                // The query failed, too, which does not matter any more.
            }

            throw;
        }
    }
}
