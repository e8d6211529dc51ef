using System.Data.Common;
using Npgsql;

namespace Engify.Features.Files;

/// <summary>
/// What a kind of file has in it. An area has such a class for each kind of its rows, which is found at start.
/// </summary>
/// <param name="columns">Its columns, in their order.</param>
internal abstract class FileKind(IReadOnlyList<FileColumn> columns)
{
    /// <summary>Its name in addresses.</summary>
    public abstract string Name { get; }

    public IReadOnlyList<FileColumn> Columns => columns;

    /// <summary>Whether its rows have an instant, by which an export can be limited.</summary>
    public bool HasInstant => Instant is not null;

    /// <summary>The columns in SQL, by their names in statements.</summary>
    protected abstract string Select { get; }

    /// <summary>The tables that they come from.</summary>
    protected abstract string From { get; }

    /// <summary>Which of them count, in SQL; null for all.</summary>
    protected virtual string? Where => null;

    /// <summary>In which order they are exported: a total one.</summary>
    protected abstract string Order { get; }

    /// <summary>The instant by which an export can be limited, in SQL.</summary>
    protected virtual string? Instant => null;

    /// <summary>Writes all rows, or those within a time, as they come from the database.</summary>
    /// <param name="db">The database.</param>
    /// <param name="from">Only rows of then or later.</param>
    /// <param name="to">Only rows of before.</param>
    /// <param name="begin">Gives what to write to, once the database has answered.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task WriteAsync(
        EngifyDbContext db, DateTimeOffset? from, DateTimeOffset? to, Func<Stream> begin,
        CancellationToken cancellationToken)
    {
        List<NpgsqlParameter> limits = [];
        List<string> conditions = [Where ?? "true"];
        Limit("from", ">=", from);
        Limit("to", "<", to);
        return db.ReadAsync(
            $"SELECT {Select} FROM {From} WHERE {string.Join(" AND ", conditions)} ORDER BY {Order}", limits,
            (rows, token) => WriteAsync(rows, begin(), token), cancellationToken);

        void Limit(string name, string comparison, DateTimeOffset? instant)
        {
            if (instant is null)
                return;
            limits.Add(Typed.Instant(name, instant));
            conditions.Add($"{Instant} {comparison} @{name}");
        }
    }

    private async Task<bool> WriteAsync(DbDataReader rows, Stream stream, CancellationToken cancellationToken)
    {
        await using var csv = CsvText.Write(stream);
        var ordinals = Columns.Select(column => rows.GetOrdinal(column.SqlName)).ToList();
        foreach (var column in Columns)
            csv.WriteField(column.Name);
        await csv.NextRecordAsync();

        while (await rows.ReadAsync(cancellationToken))
        {
            foreach (var (column, ordinal) in Columns.Zip(ordinals))
                csv.WriteField(CellText.Neutralized(FileColumn.Write(column.Read(rows, ordinal))));
            await csv.NextRecordAsync();
        }

        return true;
    }
}
