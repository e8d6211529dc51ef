namespace Engify.Features.Kernel;

/// <summary>A part of a list.</summary>
/// <param name="Items">The rows, in the order of the list.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Maps the rows and leaves the cursor.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], Next);
}

public static class Page
{
    /// <summary>The most rows of one page.</summary>
    public const int MaxLimit = 200;

    /// <summary>The number of rows on a page if the request names none.</summary>
    public const int DefaultLimit = 50;

    /// <summary>
    /// Makes a page of <paramref name="rows"/>; the query asked for one row more than the page holds.
    /// </summary>
    public static Page<T> Of<T, TKey>(List<T> rows, int limit, Func<T, Cursor<TKey>> position)
        where TKey : notnull =>
        rows.Count > limit ? new(rows[..limit], position(rows[limit - 1]).ToString()) : new(rows, null);
}
