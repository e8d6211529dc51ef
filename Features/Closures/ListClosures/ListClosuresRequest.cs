namespace Engify.Features.Closures.ListClosures;

/// <param name="From">Only those that end on it or later.</param>
/// <param name="To">Only those that start on it or earlier.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by first day.</param>
public sealed record ListClosuresRequest(DateOnly? From, DateOnly? To, int Limit, Cursor<DateOnly>? Cursor)
    : IQuery<Page<ClosureResponse>>;
