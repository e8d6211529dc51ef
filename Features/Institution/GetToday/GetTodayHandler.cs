using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Invitations;
using Engify.Features.Products;
using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Institution.GetToday;

internal sealed class GetTodayHandler(
    EngifyDbContext db, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<GetTodayRequest, TodayResponse>
{
    private const int Most = 100;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    public async Task<TodayResponse> Handle(GetTodayRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var offered = db.Courses.Where(course => course.IsActive).OrderBy(course => course.Code);
        var tas = db.Tas.Where(ta => ta.IsActive).OrderBy(ta => ta.Name).ThenBy(ta => ta.Id);
        return new TodayResponse(
            await db.Courses.AnyAsync(cancellationToken),
            await ListSessionsAsync(now, cancellationToken),
            await offered
                .Where(course => !db.CourseTas.Any(row => row.CourseId == course.Id && row.Ta.IsActive))
                .Take(Most).Select(course => CourseResponse.From(course)).ToListAsync(cancellationToken),
            await offered
                .Where(course => !db.Products.Any(product => product.CourseId == course.Id && product.IsActive
                    && product.ProductType == ProductType.IndividualSession))
                .Take(Most).Select(course => CourseResponse.From(course)).ToListAsync(cancellationToken),
            await tas.Where(ta => !ta.HasHours).Take(Most)
                .Select(ta => TaDetailsResponse.From(ta, db.Accounts.Any(account => account.TaId == ta.Id)))
                .ToListAsync(cancellationToken),
            await db.Tas.FromStatement(
                $"""
                SELECT {Columns.Of<Ta>()} FROM tas
                WHERE is_active AND NOT EXISTS (SELECT FROM accounts WHERE ta_id = tas.id)
                  AND NOT EXISTS (
                      SELECT FROM invitations i
                      WHERE i.expires_at > {now} AND email_key(i.email) = email_key(tas.email))
                """)
                .OrderBy(ta => ta.Name).ThenBy(ta => ta.Id).Take(Most)
                .Select(ta => TaDetailsResponse.From(ta, false)).ToListAsync(cancellationToken),
            await db.Invitations
                .Where(invitation => invitation.ExpiresAt > now && invitation.ExpiresAt < now + Soon)
                .OrderBy(invitation => invitation.ExpiresAt).ThenBy(invitation => invitation.Id)
                .Take(Most).Select(invitation => InvitationResponse.From(invitation)).ToListAsync(cancellationToken));
    }

    /// <summary>What an administrator booked past the calendar may be in an absence or a closure.</summary>
    private async Task<IReadOnlyList<TodaySessionResponse>> ListSessionsAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = institution.Value.GetZone();
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var closures = await db.Closures.Where(closure => closure.EndsOn >= yesterday).ToListAsync(cancellationToken);
        var closed = closures.Select(closure => closure.PeriodIn(zone)).OfType<Period>().ToList();
        return await db.Database.SqlQuery<TodaySessionResponse>(
            $"""
            SELECT id, date, duration_minutes, course_code, ta_name, student_count, reason
            FROM (
                SELECT b.id, b.starts_at AS date,
                       (extract(epoch FROM b.ends_at - b.starts_at) / 60)::int AS duration_minutes,
                       c.code AS course_code, t.name AS ta_name, b.student_count,
                       CASE
                           WHEN NOT c.is_active THEN {(int)ConflictReason.CourseInactive}
                           WHEN NOT t.is_active THEN {(int)ConflictReason.TaInactive}
                           WHEN NOT EXISTS (
                               SELECT FROM course_tas WHERE course_id = b.course_id AND ta_id = b.ta_id)
                               THEN {(int)ConflictReason.TaDoesNotTeachCourse}
                           WHEN b.is_override THEN NULL
                           WHEN EXISTS (
                               SELECT FROM ta_absences a
                               WHERE a.ta_id = b.ta_id AND a.starts_at < b.ends_at AND a.ends_at > b.starts_at)
                               THEN {(int)ConflictReason.TaAbsent}
                           WHEN EXISTS (
                               SELECT FROM unnest({closed.Select(period => period.Start.ToUniversalTime()).ToArray()},
                                                  {closed.Select(period => period.End.ToUniversalTime()).ToArray()})
                                   AS closed (starts_at, ends_at)
                               WHERE closed.starts_at < b.ends_at AND closed.ends_at > b.starts_at)
                               THEN {(int)ConflictReason.InstitutionClosed}
                       END AS reason
                FROM bookings b JOIN courses c ON c.id = b.course_id JOIN tas t ON t.id = b.ta_id
                WHERE b.starts_at > {now} AND b.status <> 'CANCELLED' AND b.student_count > 0) AS booked
            WHERE reason IS NOT NULL
            ORDER BY date, id
            LIMIT {Most}
            """).ToListAsync(cancellationToken);
    }
}
