using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Sends COMMIT in the same round trip as the last save of a transaction, where the context asks for it. PostgreSQL skips
/// what follows a statement that failed, so nothing is committed then.
/// </summary>
internal sealed class CommitWithSave : DbCommandInterceptor
{
    /// <summary>The most changed rows that are surely sent as one command.</summary>
    public const int MaxChanges = 100;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        if (eventData is { CommandSource: CommandSource.SaveChanges, Context: EngifyDbContext { CommitsWithSave: true } })
            command.CommandText += ";\nCOMMIT";
        return new(result);
    }
}
