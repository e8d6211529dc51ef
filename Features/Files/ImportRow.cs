namespace Engify.Features.Files;

/// <summary>A row of a file on its way into the database.</summary>
/// <param name="line">The line that it begins on.</param>
/// <param name="key">Tells which row of the database is meant, whatever the case and Unicode form.</param>
/// <param name="cells">Its values, by the columns of the file.</param>
internal sealed class ImportRow<TRow>(int line, string key, object?[] cells)
    where TRow : class
{
    public int Line => line;

    public string Key => key;

    public object?[] Cells => cells;

    /// <summary>The id of the row of the database, also of one to be made.</summary>
    public Guid Id { get; set; }

    /// <summary>What the database has; null if it has none.</summary>
    public TRow? Known { get; set; }

    /// <summary>What the database shall have.</summary>
    public TRow Row { get; set; } = null!;
}
