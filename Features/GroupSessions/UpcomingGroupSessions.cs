using Engify.Features.Bookings;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions;

internal static class UpcomingGroupSessions
{
    /// <summary>The active templates of a course, by day and time, each with its sessions to come, by date.</summary>
    public static async Task<IReadOnlyList<CourseGroupSessionResponse>> ListUpcomingAsync(
        this EngifyDbContext db, Guid courseId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var templates = db.GroupSessionTemplates.Where(template => template.CourseId == courseId && template.IsActive);

        var bookings = await templates
            .Join(db.Bookings, template => template.Id, booking => booking.GroupSessionTemplateId, (_, booking) => booking)
            .Where(booking => booking.StartsAt > now && booking.Status != BookingStatus.Cancelled)
            .OrderBy(booking => booking.StartsAt).ThenBy(booking => booking.Id)
            .Select(booking => BookingResponse.From(booking))
            .ToListAsync(cancellationToken);
        var byTemplate = bookings.ToLookup(booking => booking.GroupSessionTemplateId);

        var ordered = await templates
            .OrderBy(template => template.DayOfWeek).ThenBy(template => template.StartTime).ThenBy(template => template.Id)
            .Select(template => GroupSessionTemplateResponse.From(template, template.Ta))
            .ToListAsync(cancellationToken);
        return [.. ordered.Select(template => new CourseGroupSessionResponse(template, [.. byTemplate[template.Id]]))];
    }
}
