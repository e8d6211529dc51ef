using Engify.Features.Bookings;
using Engify.Features.Institution;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions;

/// <summary>A course's weekly group sessions with their upcoming dates. Only the dates are read each time.</summary>
internal sealed class UpcomingGroupSessions(
    EngifyDbContext db, CatalogueMemory memory, TimeProvider clock, IOptions<InstitutionOptions> institution)
{
    // PostgreSQL expects few rows from a range with an end, even if that is the end of time. Without an end it expects
    // a third of the table and, for a big table, would plan the statement again each time.
    private static readonly Func<
        EngifyDbContext, Guid, DateTimeOffset, DateTimeOffset, IAsyncEnumerable<BookingResponse>> SessionsBetween =
        EF.CompileAsyncQuery((EngifyDbContext db, Guid courseId, DateTimeOffset now, DateTimeOffset end) => db
            .GroupSessionTemplates
            .Where(template => template.CourseId == courseId && template.IsActive)
            .Join(
                db.Bookings, template => template.Id, booking => booking.GroupSessionTemplateId,
                (_, booking) => booking)
            .Where(booking => booking.StartsAt > now && booking.StartsAt < end
                && booking.Status != BookingStatus.Cancelled && booking.Ta.IsActive)
            .OrderBy(booking => booking.StartsAt).ThenBy(booking => booking.Id)
            .Select(booking => BookingResponse.From(booking, null, null)));

    /// <summary>
    /// The active templates of a course with an active TA, by day and time, each with its upcoming sessions by date.
    /// </summary>
    public async Task<IReadOnlyList<CourseGroupSessionResponse>> ListAsync(
        Guid courseId, CancellationToken cancellationToken)
    {
        var templates = await memory.GetAsync(
            new TemplatesOf(courseId), () => ListTemplatesAsync(courseId, cancellationToken));
        var sessions = await SessionsBetween(db, courseId, clock.Now(), DateTimeOffset.MaxValue)
            .ToListAsync(cancellationToken);
        // Anyone may read this; the online room is for those who come.
        var byTemplate = sessions
            .Select(session => session.MeetingUrl is null ? session : session with { MeetingUrl = null })
            .ToLookup(session => session.GroupSessionTemplateId);
        return
        [
            .. templates.Select(template => new CourseGroupSessionResponse(template, [.. byTemplate[template.Id]])),
        ];
    }

    private Task<List<GroupSessionTemplateResponse>> ListTemplatesAsync(
        Guid courseId, CancellationToken cancellationToken)
    {
        var withGpa = institution.Value.ShowGpa;
        return db.GroupSessionTemplates
            .Where(template => template.CourseId == courseId && template.IsActive && template.Ta.IsActive)
            .OrderBy(template => template.DayOfWeek)
            .ThenBy(template => template.StartTime)
            .ThenBy(template => template.Id)
            .Select(template => GroupSessionTemplateResponse.From(template, template.Ta, withGpa))
            .ToListAsync(cancellationToken);
    }

    private sealed record TemplatesOf(Guid CourseId);
}
