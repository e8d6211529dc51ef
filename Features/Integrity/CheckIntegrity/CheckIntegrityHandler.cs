using Engify.Features.Institution;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Integrity.CheckIntegrity;

internal sealed class CheckIntegrityHandler(EngifyDbContext db, IOptions<InstitutionOptions> institution)
    : IRequestHandler<CheckIntegrityRequest, IReadOnlyList<IntegrityFault>>
{
    public async Task<IReadOnlyList<IntegrityFault>> Handle(
        CheckIntegrityRequest request, CancellationToken cancellationToken)
    {
        // Checking a whole database may take longer than a request's statement may.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        return await db.Database
            .SqlQueryRaw<IntegrityFault>(Faults, Typed.Text("zone", institution.Value.TimeZone))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// One statement, so that all of it sees the same instant. It trusts no constraint and checks each promise in the
    /// rows. It finds overlaps by comparing each session with the latest end before it, which needs one sort. Limits
    /// are held against what was booked since they hold, and not past them.
    /// </summary>
    private const string Faults =
        """
        WITH places AS (
            SELECT booking_id, count(*) FILTER (WHERE is_active) AS active
            FROM booking_students GROUP BY booking_id
        ), spent AS (
            SELECT bundle_purchase_id, count(*) AS sessions
            FROM bookings WHERE bundle_purchase_id IS NOT NULL AND status <> 'CANCELLED' GROUP BY bundle_purchase_id
        ), ta_sessions AS (
            SELECT id, ta_id, starts_at, max(ends_at) OVER earlier AS busy_until,
                   max(blocked_until) OVER earlier AS rests
            FROM bookings WHERE status <> 'CANCELLED'
            WINDOW earlier AS (
                PARTITION BY ta_id ORDER BY starts_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ), limited AS (
            SELECT b.id, b.ta_id, b.ends_at - b.starts_at AS length, t.max_minutes_per_day, t.max_minutes_per_week,
                   b.starts_at AT TIME ZONE coalesce(t.time_zone, @zone) AS shown
            FROM bookings b JOIN tas t ON t.id = b.ta_id
            WHERE (t.max_minutes_per_day IS NOT NULL OR t.max_minutes_per_week IS NOT NULL)
              AND b.session_type = 'INDIVIDUAL' AND b.status <> 'CANCELLED' AND NOT b.is_override
              AND b.created_at > t.limits_since
        ), student_limits AS (
            SELECT c.id AS course_id, greatest(own.limits_since, everywhere.limits_since) AS since,
                   coalesce(own.student_max_minutes_per_week, everywhere.student_max_minutes_per_week) AS most
            FROM courses c JOIN booking_rules everywhere ON everywhere.course_id IS NULL
                 LEFT JOIN booking_rules own ON own.course_id = c.id
        ), student_sessions AS (
            SELECT s.booking_id, s.student_id, b.starts_at, max(b.ends_at) OVER (
                PARTITION BY s.student_id ORDER BY b.starts_at, b.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
            FROM booking_students s JOIN bookings b ON b.id = s.booking_id
            WHERE s.is_active AND b.status <> 'CANCELLED'
        )
        SELECT 'bundle_balance' AS code, p.id,
               format('%s of %s sessions remain, but %s are booked',
                      p.remaining_sessions, p.total_sessions, coalesce(spent.sessions, 0)) AS details
        FROM bundle_purchases p LEFT JOIN spent ON spent.bundle_purchase_id = p.id
        WHERE p.total_sessions - coalesce(spent.sessions, 0) <> p.remaining_sessions
           OR p.remaining_sessions NOT BETWEEN 0 AND p.total_sessions
        UNION ALL
        SELECT 'student_count', b.id,
               format('counts %s students of at most %s, but %s are in it',
                      b.student_count, b.capacity, coalesce(places.active, 0))
        FROM bookings b LEFT JOIN places ON places.booking_id = b.id
        WHERE b.student_count <> coalesce(places.active, 0) OR b.student_count NOT BETWEEN 0 AND b.capacity
        UNION ALL
        SELECT 'cancelled_with_students', b.id, format('is cancelled, but %s students are in it', places.active)
        FROM bookings b JOIN places ON places.booking_id = b.id
        WHERE b.status = 'CANCELLED' AND places.active > 0
        UNION ALL
        SELECT 'full_status', b.id, format('is %s with %s of %s students', b.status, b.student_count, b.capacity)
        FROM bookings b
        WHERE b.session_type = 'GROUP' AND b.status <> 'CANCELLED'
          AND (b.status = 'FULL') <> (b.student_count = b.capacity)
        UNION ALL
        SELECT 'ta_overlap', id, format('TA %s is still in another session until %s', ta_id, busy_until)
        FROM ta_sessions WHERE busy_until > starts_at
        UNION ALL
        SELECT 'ta_break', id, format('TA %s has a break until %s', ta_id, rests)
        FROM ta_sessions WHERE rests > starts_at AND busy_until <= starts_at
        UNION ALL
        SELECT 'ta_limit', (array_agg(id))[1], format('TA %s has %s on one day', ta_id, sum(length))
        FROM limited GROUP BY ta_id, max_minutes_per_day, date_trunc('day', shown)
        HAVING sum(length) > make_interval(mins => max_minutes_per_day)
        UNION ALL
        SELECT 'ta_limit', (array_agg(id))[1], format('TA %s has %s in one week', ta_id, sum(length))
        FROM limited GROUP BY ta_id, max_minutes_per_week, date_trunc('week', shown)
        HAVING sum(length) > make_interval(mins => max_minutes_per_week)
        UNION ALL
        SELECT 'student_limit', (array_agg(b.id))[1],
               format('student %s has %s in one week', s.student_id, sum(b.ends_at - b.starts_at))
        FROM booking_students s JOIN bookings b ON b.id = s.booking_id JOIN student_limits l USING (course_id)
        WHERE EXISTS (SELECT FROM student_limits WHERE most IS NOT NULL)
          AND s.is_active AND b.status <> 'CANCELLED' AND NOT b.is_override AND s.joined_at > l.since
        GROUP BY s.student_id, date_trunc('week', b.starts_at AT TIME ZONE @zone)
        -- The rules of the course booked last decided, whichever that was.
        HAVING bool_and(l.most IS NOT NULL) AND sum(b.ends_at - b.starts_at) > make_interval(mins => max(l.most))
        UNION ALL
        SELECT 'student_overlap', booking_id,
               format('student %s is still in another session until %s', student_id, busy_until)
        FROM student_sessions WHERE busy_until > starts_at
        UNION ALL
        SELECT 'session_times', s.booking_id, format('student %s has it at another time than it is', s.student_id)
        FROM booking_students s LEFT JOIN bookings b ON b.id = s.booking_id
        WHERE (b.starts_at, b.ends_at) IS DISTINCT FROM (s.starts_at, s.ends_at)
        ORDER BY 1, 2
        """;
}
