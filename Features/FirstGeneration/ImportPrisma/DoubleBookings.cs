namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>
/// Decides which of several sessions stands where a TA or a student is in two places at once, or a bundle paid for more
/// sessions than it holds: what Engify has already, then the session that was made first. Of a group session, only the
/// seat of that student is left out.
/// </summary>
internal static class DoubleBookings
{
    /// <summary>
    /// Sessions that overlap form groups, which two sorts find. Only they are looked at one after the other; whoever is
    /// let in does not meet the sessions outside.
    /// </summary>
    public const string Find =
        """
        CREATE TEMP TABLE live ON COMMIT DROP AS
        SELECT o.legacy_id, o.session_type, o.bundle, o.ta AS old_ta, t.id AS ta, o.starts_at, o.ends_at, o.created_at
        FROM old_bookings o JOIN old_tas t ON t.legacy_id = o.ta
        WHERE NOT o.is_known AND NOT o.is_out AND o.status <> 'CANCELLED';
        ANALYZE live;

        CREATE TEMP TABLE sessions ON COMMIT DROP AS
        SELECT legacy_id, ta AS person, starts_at, ends_at FROM live
        UNION ALL
        SELECT l.legacy_id, s.student, l.starts_at, l.ends_at
        FROM live l JOIN seats s ON s.booking = l.legacy_id WHERE NOT s.is_out;
        INSERT INTO sessions
        SELECT NULL, ta_id, starts_at, ends_at FROM bookings
        WHERE status <> 'CANCELLED' AND ta_id IN (SELECT person FROM sessions)
        UNION ALL
        SELECT NULL, student_id, starts_at, ends_at FROM booking_students
        WHERE is_active AND student_id IN (SELECT person FROM sessions);

        CREATE TEMP TABLE places_left ON COMMIT DROP AS
        SELECT b.legacy_id AS bundle, coalesce(here.remaining_sessions, b.total_sessions) AS remaining
        FROM (SELECT bundle, count(*) AS sessions FROM live WHERE bundle IS NOT NULL GROUP BY bundle) AS paid
        JOIN old_bundle_purchases b ON b.legacy_id = paid.bundle
        LEFT JOIN bundle_purchases here ON here.id = b.id
        WHERE paid.sessions > coalesce(here.remaining_sessions, b.total_sessions);

        CREATE TEMP TABLE suspects ON COMMIT DROP AS
        WITH begun AS (
            SELECT *, (starts_at < max(ends_at) OVER (
                PARTITION BY person ORDER BY starts_at, ends_at, legacy_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) IS NOT TRUE AS is_first
            FROM sessions
        ), grouped AS (
            SELECT *, count(*) FILTER (WHERE is_first) OVER (
                PARTITION BY person ORDER BY starts_at, ends_at, legacy_id ROWS UNBOUNDED PRECEDING) AS number
            FROM begun
        ), counted AS (
            SELECT legacy_id, count(*) OVER (PARTITION BY person, number) AS together FROM grouped
        )
        SELECT legacy_id FROM counted WHERE together > 1 AND legacy_id IS NOT NULL
        UNION
        SELECT l.legacy_id FROM live l JOIN places_left USING (bundle);

        CREATE TEMP TABLE taken (person uuid, period tstzrange, session text) ON COMMIT DROP;
        CREATE INDEX ON taken USING gist (person, period);
        INSERT INTO taken
        SELECT person, tstzrange(starts_at, ends_at), 'a session that Engify has already' FROM sessions
        WHERE legacy_id IS NULL;

        DO $do$
        DECLARE
            b record;
            seat record;
            other text;
        BEGIN
            FOR b IN
                SELECT l.*, tstzrange(starts_at, ends_at) AS period FROM live l JOIN suspects USING (legacy_id)
                ORDER BY created_at, legacy_id COLLATE "C"
            LOOP
                SELECT session INTO other FROM taken WHERE person = b.ta AND period && b.period LIMIT 1;
                IF FOUND THEN
                    INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence) VALUES (
                        'conflict', 'ta_double_booked', 'booking', b.legacy_id, true,
                        format('Its TA %s is in %s at the same time.', b.old_ta, other));
                    CONTINUE;
                END IF;

                IF b.session_type = 'INDIVIDUAL' THEN
                    SELECT s.old_student, t.session INTO seat FROM seats s JOIN taken t ON t.person = s.student
                    WHERE s.booking = b.legacy_id AND t.period && b.period LIMIT 1;
                    IF FOUND THEN
                        INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence) VALUES (
                            'conflict', 'student_double_booked', 'booking', b.legacy_id, true,
                            format('Its student %s is in %s at the same time.', seat.old_student, seat.session));
                        CONTINUE;
                    END IF;
                END IF;

                UPDATE places_left SET remaining = remaining - 1 WHERE bundle = b.bundle AND remaining > 0;
                IF NOT FOUND AND EXISTS (SELECT FROM places_left WHERE bundle = b.bundle) THEN
                    INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence) VALUES (
                        'conflict', 'bundle_overspent', 'booking', b.legacy_id, true,
                        format('The bundle purchase %s that paid had no session left.', b.bundle));
                    CONTINUE;
                END IF;

                INSERT INTO taken VALUES (b.ta, b.period, 'booking ' || b.legacy_id);
                FOR seat IN
                    SELECT s.old_student, s.student, t.session FROM seats s
                    LEFT JOIN LATERAL (
                        SELECT session FROM taken WHERE person = s.student AND period && b.period LIMIT 1) t ON true
                    WHERE s.booking = b.legacy_id AND NOT s.is_out
                LOOP
                    IF seat.session IS NULL THEN
                        INSERT INTO taken VALUES (seat.student, b.period, 'booking ' || b.legacy_id);
                    ELSE
                        INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence) VALUES (
                            'conflict', 'student_double_booked', 'booking', b.legacy_id, false,
                            format('Its student %s is in %s at the same time, so this session is taken over without '
                                   || 'that seat.', seat.old_student, seat.session));
                        UPDATE seats SET is_out = true WHERE booking = b.legacy_id AND old_student = seat.old_student;
                    END IF;
                END LOOP;
            END LOOP;
        END $do$;
        UPDATE old_bookings SET is_out = true
        WHERE NOT is_out AND legacy_id IN (SELECT legacy_id FROM findings WHERE kind = 'booking' AND leaves_out);
        """;
}
