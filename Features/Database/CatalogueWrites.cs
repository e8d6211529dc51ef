using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Notes statements that change the catalogue and that no tracked entity tells of, so that this instance forgets what
/// it remembers once they are committed.
/// </summary>
internal sealed class CatalogueWrites : DbCommandInterceptor
{
    private static readonly Regex Write = new(
        $@"\b(INSERT INTO|UPDATE|DELETE FROM) ({string.Join('|', CatalogueChanges.Tables)})\b",
        RegexOptions.CultureInvariant);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result,
        CancellationToken cancellationToken = default)
    {
        if (eventData.Context is EngifyDbContext db)
            db.ChangesCatalogue |= Write.IsMatch(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
