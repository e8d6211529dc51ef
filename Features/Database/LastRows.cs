using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engify.Features.Database;

/// <summary>
/// Rows that a transaction inserts at its end, in the round trip of its COMMIT. It does not read or change them again,
/// so tracking them as entities would be work for nothing.
/// </summary>
internal sealed class LastRows
{
    private static readonly ConditionalWeakTable<IEntityType, Insert> Inserts = [];

    private readonly List<(Insert Insert, object Entity)> rows = [];

    /// <summary>All of them in one statement, which costs PostgreSQL less than one each.</summary>
    public string Sql
    {
        get
        {
            string[] inserts = [.. rows.Select((row, index) => row.Insert.Numbered(index).Sql)];
            var others = inserts[..^1].Select((insert, index) => $"row{index} AS ({insert})");
            return inserts.Length == 1 ? inserts[0] : $"WITH {string.Join(", ", others)} {inserts[^1]}";
        }
    }

    public string WithCommit => rows.Count == 0 ? "COMMIT" : $"{Sql};\nCOMMIT";

    public void Add(IModel model, object entity) =>
        rows.Add((Inserts.GetValue(model.FindEntityType(entity.GetType())!, type => new Insert(type)), entity));

    public void Clear() => rows.Clear();

    /// <summary>Adds the values that <see cref="Sql"/> refers to.</summary>
    public void AddParametersTo(DbCommand command)
    {
        for (var index = 0; index < rows.Count; index++)
            rows[index].Insert.AddParametersTo(command, rows[index].Entity, index);
    }

    /// <summary>How an entity becomes a row: as Entity Framework's model says.</summary>
    private sealed class Insert(IEntityType type)
    {
        private readonly string table = type.GetTableName()!;

        private readonly (string Column, IPropertyBase Property, RelationalTypeMapping Mapping)[] columns =
        [
            .. type.GetProperties().Select(property =>
                (property.GetColumnName(), (IPropertyBase)property, property.GetRelationalTypeMapping())),
        ];

        private readonly ConcurrentDictionary<int, (string Sql, string[] Parameters)> numbered = [];

        public (string Sql, string[] Parameters) Numbered(int index) => numbered.GetOrAdd(index, _ =>
        {
            string[] parameters = [.. columns.Select(column => $"{column.Column}{index}")];
            return (
                $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Column))}) "
                    + $"VALUES ({string.Join(", ", parameters.Select(parameter => $"@{parameter}"))})",
                parameters);
        });

        public void AddParametersTo(DbCommand command, object entity, int index)
        {
            var parameters = Numbered(index).Parameters;
            for (var i = 0; i < columns.Length; i++)
            {
                var (_, property, mapping) = columns[i];
                command.Parameters.Add(
                    mapping.CreateParameter(command, parameters[i], property.GetGetter().GetClrValue(entity)));
            }
        }
    }
}
