using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Sends the last rows and COMMIT in the same round trip as the last save of a transaction when the context asks for
/// it. PostgreSQL skips everything after a statement that fails, so a failed save is not committed.
/// </summary>
internal sealed class CommitWithSave : DbCommandInterceptor
{
    /// <summary>The most changed rows that are certain to be sent as one command.</summary>
    public const int MaxChanges = 100;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.CommandSource is CommandSource.SaveChanges
            && eventData.Context is EngifyDbContext { CommitsWithSave: true } db)
        {
            command.CommandText += $";\n{db.LastRows.WithCommit}";
            db.LastRows.AddParametersTo(command);
        }

        return new(result);
    }
}
