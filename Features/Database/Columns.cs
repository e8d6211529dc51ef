using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Engify.Features.Database;

/// <summary>
/// Names an entity's columns in a SQL statement. <c>*</c> would not do: when a column is added, PostgreSQL refuses a
/// prepared statement that would return one more column, and a row inserted as a whole would have null instead of the
/// new column's default.
/// </summary>
internal sealed class Columns
{
    private readonly Type entity;

    private Columns(Type entity) => this.entity = entity;

    /// <summary>The columns of <typeparamref name="T"/>.</summary>
    public static Columns Of<T>() => new(typeof(T));

    public string NamesIn(IModel model) =>
        string.Join(", ", model.FindEntityType(entity)!.GetProperties().Select(property => property.GetColumnName()));
}

internal static class ColumnsInStatements
{
    /// <summary>
    /// The entity with this id, to be changed: tracked, and nobody else changes or refers to it until the transaction
    /// ends.
    /// </summary>
    public static Task<T?> FindForChangeAsync<T>(this DbSet<T> rows, Guid id, CancellationToken cancellationToken)
        where T : class
    {
        var statement = string.Format(
            CultureInfo.InvariantCulture, "SELECT {0} FROM {1} WHERE id = {{0}} FOR UPDATE",
            Columns.Of<T>().NamesIn(rows.EntityType.Model), rows.EntityType.GetTableName());
        return rows.FromSqlRaw(statement, id).AsTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>As <c>FromSql</c>, but for <see cref="Columns"/>, whose names become part of the statement.</summary>
    public static IQueryable<T> FromStatement<T>(this DbSet<T> rows, FormattableString statement)
        where T : class
    {
        var values = new List<object>();
        var holes = statement.GetArguments().Select(argument =>
        {
            if (argument is Columns columns)
                return columns.NamesIn(rows.EntityType.Model);
            values.Add(argument!);
            return $"{{{values.Count - 1}}}";
        });
        return rows.FromSqlRaw(
            string.Format(CultureInfo.InvariantCulture, statement.Format, [.. holes]), [.. values]);
    }
}
