using System.Reflection;
using System.Text;
using FluentValidation;
using Npgsql;
using NpgsqlTypes;

namespace Engify.Features.Files;

/// <summary>A kind of file that can be imported, too.</summary>
internal abstract class ImportKind(IReadOnlyList<FileColumn> columns) : FileKind(columns)
{
    /// <summary>Reads a file, and checks what can be told without the database.</summary>
    public abstract ImportedFile Read(byte[] content);
}

/// <summary>
/// A kind of file whose lines are <typeparamref name="TRow"/>s: the members of its constructor are the columns.
/// </summary>
/// <param name="validator">The rules by which a request that creates or changes one is checked, too.</param>
internal abstract class ImportKind<TRow>(IValidator<TRow>? validator = null) : ImportKind(All)
    where TRow : class
{
    private static readonly IReadOnlyList<FileColumn> All = FileColumn.Of(typeof(TRow));
    private static readonly ConstructorInfo Constructor = typeof(TRow).GetConstructors().Single();

    /// <summary>The table in which its rows are; <c>Select</c> has its <c>id</c>, too.</summary>
    protected abstract string Table { get; }

    /// <summary>The columns that together tell which row is meant.</summary>
    protected abstract IReadOnlyList<string> Key { get; }

    /// <summary>The values of <see cref="Key"/> in SQL, with a line break between them.</summary>
    protected abstract string KeySql { get; }

    /// <summary>Inserts the <c>rows</c>, which have the columns and an <c>id</c> each; <c>@now</c> is now.</summary>
    protected abstract string Insert { get; }

    /// <summary>
    /// Makes the table's rows what the <c>rows</c> with their ids are; null if they have nothing but a key. It follows
    /// a <c>WITH</c>, to which it may add.
    /// </summary>
    protected abstract string? Update { get; }

    protected override string Order => KeySql;

    public sealed override ImportedFile Read(byte[] content)
    {
        var errors = new ImportErrors();
        try
        {
            using var lines = CsvText.Read(content).GetEnumerator();
            if (!lines.MoveNext())
                errors.Add(1, null, FileFault.Empty);
            else if (ReadHeader(lines.Current, errors) is { } columns)
                return new File(this, content, columns, ReadRows(lines, columns, errors), errors);
        }
        catch (DecoderFallbackException fault)
        {
            errors.Add(CsvText.LineOf(content, fault), null, FileFault.Encoding);
        }

        return new File(this, content, [], [], errors);
    }

    /// <summary>
    /// Finds what the rows refer to, and gives them what they leave to it; adds an error for each that does not exist.
    /// </summary>
    protected virtual Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<TRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does what else has to be done once these are new or no longer as they were.</summary>
    protected virtual Task FollowAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<TRow>> rows, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The ids of those of these that the database has, by their keys.</summary>
    /// <param name="db">The database.</param>
    /// <param name="table">Where they are.</param>
    /// <param name="column">What names them there.</param>
    /// <param name="names">What the file calls them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    protected static Task<Dictionary<string, Guid>> FindIdsAsync(
        EngifyDbContext db, string table, string column, IEnumerable<string> names,
        CancellationToken cancellationToken) => db.ReadAsync(
        $"SELECT email_key({column}), id FROM {table} WHERE email_key({column}) = ANY (@keys)",
        [Keys(names.Select(KeyOf).Distinct())],
        async (rows, token) =>
        {
            var found = new Dictionary<string, Guid>();
            while (await rows.ReadAsync(token))
                found[rows.GetString(0)] = rows.GetGuid(1);
            return found;
        },
        cancellationToken);

    /// <summary>The key of a code or an email.</summary>
    protected static string KeyOf(string text) => EmailText.IsNormalizable(text) ? EmailKey.Of(text) : text;

    private static NpgsqlParameter Keys(IEnumerable<string> keys) =>
        new("keys", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = keys.ToArray() };

    private static NpgsqlParameter Ids(IEnumerable<ImportRow<TRow>> rows) =>
        new("id", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = rows.Select(row => row.Id).ToArray() };

    private List<FileColumn>? ReadHeader(CsvLine header, ImportErrors errors)
    {
        if (!header.IsWellFormed)
            errors.Add(header.Number, null, FileFault.Quotes);
        var columns = new List<FileColumn>();
        foreach (var cell in header.Cells)
        {
            var name = CellText.Restored(cell).Trim();
            var column = All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (column is null)
                errors.Add(header.Number, name, FileFault.Unknown(name, All.Select(known => known.Name)));
            else if (columns.Contains(column))
                errors.Add(header.Number, column.Name, FileFault.Twice(column.Name));
            else
                columns.Add(column);
        }

        foreach (var name in Key.Where(name => columns.TrueForAll(column => column.Name != name)))
            errors.Add(header.Number, name, FileFault.Missing(name));
        return errors.Count == 0 ? columns : null;
    }

    private List<ImportRow<TRow>> ReadRows(
        IEnumerator<CsvLine> lines, List<FileColumn> columns, ImportErrors errors)
    {
        var key = Key.Select(name => columns.FindIndex(column => column.Name == name)).ToList();
        var rows = new List<ImportRow<TRow>>();
        var lineOf = new Dictionary<string, int>();
        while (lines.MoveNext())
        {
            if (ReadRow(lines.Current, columns, key, errors) is not { } row)
                continue;
            if (!lineOf.TryAdd(row.Key, row.Line))
                errors.Add(row.Line, Key[^1], FileFault.Again(lineOf[row.Key]));
            else if (columns.Count < All.Count || Build(row, columns, isChecked: false, errors))
                rows.Add(row);
        }

        return rows;
    }

    private static ImportRow<TRow>? ReadRow(
        CsvLine line, List<FileColumn> columns, List<int> key, ImportErrors errors)
    {
        var fault = !line.IsWellFormed ? FileFault.Quotes
            : line.Cells.Length != columns.Count ? FileFault.Cells(line.Cells.Length, columns.Count)
            : null;
        if (fault is not null)
            errors.Add(line.Number, null, fault);
        if (fault is not null || ReadCells(line, columns, key, errors) is not { } cells)
            return null;

        var names = string.Join('\n', key.Select(index => FileColumn.Write(cells[index])));
        return new ImportRow<TRow>(line.Number, KeyOf(names), cells);
    }

    private static object?[]? ReadCells(
        CsvLine line, List<FileColumn> columns, List<int> key, ImportErrors errors)
    {
        var cells = new object?[columns.Count];
        for (var index = 0; index < cells.Length; index++)
        {
            var column = columns[index];
            var unread = column.Read(CellText.Restored(line.Cells[index]), out cells[index]);
            if (unread is not null)
                errors.Add(line.Number, column.Name, FileFault.Unread(line.Cells[index], unread));
            else if (cells[index] is "" && key.Contains(index))
                errors.Add(line.Number, column.Name, FileFault.Lacks(column.Name));
            else if (cells[index] is string text && key.Contains(index) && !EmailText.IsNormalizable(text))
                errors.Add(line.Number, column.Name, FileFault.Characters(column.Name));
        }

        return errors.AreAt(line.Number) ? null : cells;
    }

    /// <summary>
    /// Makes of the cells what shall be: columns that the file lacks, and the key, stay as the database has them.
    /// </summary>
    /// <returns>Whether it may be.</returns>
    private bool Build(
        ImportRow<TRow> row, IReadOnlyList<FileColumn> columns, bool isChecked, ImportErrors errors)
    {
        var values = new object?[All.Count];
        for (var index = 0; index < values.Length; index++)
        {
            var column = All[index];
            var cell = IndexOf(columns, column);
            if (row.Known is not null && (cell < 0 || Key.Contains(column.Name)))
                values[index] = column.ValueOf(row.Known);
            else if (cell >= 0)
                values[index] = row.Cells[cell];
            else if (column.HasDefault)
                values[index] = column.Default;
            else
                errors.Add(row.Line, column.Name, FileFault.New(column.Name));
        }

        if (errors.AreAt(row.Line))
            return false;
        row.Row = (TRow)Constructor.Invoke(values);
        if (!isChecked && validator is not null)
        {
            foreach (var failure in validator.Validate(row.Row).Errors)
                errors.Add(row.Line, failure.PropertyName, FileFault.Of(failure));
        }

        return !errors.AreAt(row.Line);
    }

    private static int IndexOf(IReadOnlyList<FileColumn> columns, FileColumn column)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index] == column)
                return index;
        }

        return -1;
    }

    private Task FindKnownAsync(
        EngifyDbContext db, List<ImportRow<TRow>> rows, CancellationToken cancellationToken)
    {
        var byKey = rows.ToDictionary(row => row.Key);
        // Held, so that what is compared is still there when it is changed.
        return db.ReadAsync(
            $"""
            SELECT {KeySql} AS file_key, {Select} FROM {From} WHERE {KeySql} = ANY (@keys) AND {Where ?? "true"}
            FOR NO KEY UPDATE OF {Table}
            """,
            [Keys(byKey.Keys)],
            async (known, token) =>
            {
                var (key, id) = (known.GetOrdinal("file_key"), known.GetOrdinal("id"));
                var ordinals = All.Select(column => known.GetOrdinal(column.SqlName)).ToList();
                while (await known.ReadAsync(token))
                {
                    var row = byKey[known.GetString(key)];
                    row.Id = known.GetGuid(id);
                    row.Known = (TRow)Constructor.Invoke(
                        [.. All.Zip(ordinals, (column, ordinal) => column.Read(known, ordinal))]);
                }

                return true;
            },
            cancellationToken);
    }

    private static Task WriteAsync(
        EngifyDbContext db, string statement, List<ImportRow<TRow>> rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;

        // "from" and "end" are words of SQL, too.
        var names = string.Join(", ", All.Select(column => $"\"{column.SqlName}\""));
        var arrays = string.Join(", ", All.Select(column => $"@{column.SqlName}"));
        var sql = $"WITH rows AS (SELECT * FROM unnest(@id, {arrays}) AS rows (id, {names})) {statement}";
        return db.ReadAsync(
            sql,
            [
                Ids(rows),
                .. All.Select(column => column.Parameter(rows.Select(row => row.Row))),
                Typed.Instant("now", now),
            ],
            (_, _) => Task.FromResult(true),
            cancellationToken);
    }

    private sealed class File(
        ImportKind<TRow> kind, byte[] content, IReadOnlyList<FileColumn> columns, List<ImportRow<TRow>> rows,
        ImportErrors faults)
        : ImportedFile(kind.Name, content)
    {
        private const string BeforeDryRun = "before_dry_run";

        internal override async Task<ImportResponse> StoreAsync(
            EngifyDbContext db, bool isDryRun, DateTimeOffset now, CancellationToken cancellationToken)
        {
            // The transaction may begin anew.
            var errors = new ImportErrors(faults);
            foreach (var row in rows)
                (row.Known, row.Id) = (null, Guid.CreateVersion7(now));

            await db.WaitAsync(
                LockTarget.Import, $"SELECT pg_advisory_xact_lock(hashtextextended({$"import {Kind}"}, 0))",
                cancellationToken);
            await kind.FindKnownAsync(db, rows, cancellationToken);
            var isChecked = columns.Count == All.Count;
            var built = rows.FindAll(row => kind.Build(row, columns, isChecked, errors));
            await kind.CompleteAsync(db, built, errors, cancellationToken);
            if (errors.Count > 0)
                throw Failed(errors);

            var created = built.FindAll(row => row.Known is null);
            var updated = built.FindAll(row => row.Known is not null && !row.Row.Equals(row.Known));
            var transaction = db.Database.CurrentTransaction!;
            if (isDryRun)
                await transaction.CreateSavepointAsync(BeforeDryRun, cancellationToken);
            try
            {
                await WriteAsync(db, kind.Insert, created, now, cancellationToken);
                if (kind.Update is { } update && updated.Count > 0)
                {
                    // As each change of one of them does: whoever books meanwhile comes first, or sees it changed.
                    await db.ReadAsync(
                        $"SELECT FROM {kind.Table} WHERE id = ANY (@id) ORDER BY id FOR UPDATE", [Ids(updated)],
                        (_, _) => Task.FromResult(true), cancellationToken);
                    await WriteAsync(db, update, updated, now, cancellationToken);
                }

                await kind.FollowAsync(db, [.. created, .. updated], cancellationToken);
            }
            catch (PostgresException broken) when (broken.SqlState
                is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
                or PostgresErrorCodes.ExclusionViolation)
            {
                // Without its cause, of which the transaction would make the rule that the constraint keeps.
                errors.Add(built[0].Line, null, FileFault.Meanwhile);
                throw Failed(errors);
            }

            if (isDryRun)
                await transaction.RollbackToSavepointAsync(BeforeDryRun, cancellationToken);
            db.ChangesCatalogue |= CatalogueChanges.Tables.Contains(kind.Table);
            return new ImportResponse(
                created.Count, updated.Count, built.Count - created.Count - updated.Count, [], 0);
        }

        private static RuleViolationException Failed(ImportErrors errors) => new(FileRules.ImportsWhole)
        {
            Details = new ImportResponse(0, 0, 0, errors.List(), errors.Count),
        };
    }
}
