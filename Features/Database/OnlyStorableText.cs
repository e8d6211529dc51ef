using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Engify.Features.Database;

/// <summary>
/// Stops text that PostgreSQL cannot store, wherever it comes from. PostgreSQL would refuse the whole statement, and
/// Npgsql would give up the connection.
/// </summary>
internal sealed class OnlyStorableText : DbCommandInterceptor
{
    /// <exception cref="UnstorableTextException">A parameter cannot be stored.</exception>
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            var isStorable = parameter.Value switch
            {
                string text => text.IsStorable(),
                IEnumerable<string?> texts => texts.All(text => text is null || text.IsStorable()),
                _ => true,
            };
            if (!isStorable)
                throw new UnstorableTextException();
        }

        return result;
    }
}
