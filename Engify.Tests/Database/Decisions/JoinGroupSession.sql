WITH session AS MATERIALIZED (
    SELECT *, xmin AS version FROM bookings WHERE id = @booking),
verdict AS MATERIALIZED (
    SELECT CASE
        WHEN (EXISTS (SELECT FROM students WHERE id = @student)) IS NOT TRUE THEN 'student_not_found'
        WHEN (EXISTS (SELECT FROM students WHERE id = @student AND is_active)) IS NOT TRUE THEN 'student_inactive'
        WHEN (EXISTS (SELECT FROM session)) IS NOT TRUE THEN 'booking_not_found'
        WHEN (EXISTS (SELECT FROM session WHERE session_type = 'GROUP' AND group_session_template_id IS NOT NULL)) IS NOT TRUE THEN 'not_a_group_session'
        WHEN (EXISTS (SELECT FROM session WHERE status <> 'CANCELLED' AND starts_at > @now)) IS NOT TRUE THEN 'group_session_closed'
        WHEN (EXISTS (
            SELECT FROM bookings
            JOIN group_session_templates t ON t.id = group_session_template_id AND t.is_active
            JOIN courses c ON c.id = bookings.course_id AND c.is_active
            JOIN tas ON tas.id = bookings.ta_id AND tas.is_active
            WHERE bookings.id = @booking)) IS NOT TRUE THEN 'group_session_not_offered'
        WHEN (EXISTS (SELECT FROM session s WHERE (
            SELECT every(coalesce(booking_opens_at > @now, false)) FROM terms
            WHERE (s.starts_at AT TIME ZONE @zone)::date BETWEEN starts_on AND ends_on) IS NOT TRUE)) IS NOT TRUE THEN 'booking_not_open'
        WHEN (NOT EXISTS (SELECT FROM booking_students WHERE booking_id = @booking AND student_id = @student AND is_active)) IS NOT TRUE THEN 'already_joined'
        WHEN (EXISTS (
        SELECT FROM session s
        WHERE NOT EXISTS (
            SELECT FROM booking_students p
            WHERE p.student_id = @student AND p.is_active
                AND p.starts_at < s.ends_at AND p.ends_at > s.starts_at AND p.starts_at > s.starts_at - interval '1 day'))) IS NOT TRUE THEN 'student_not_available'
        WHEN (EXISTS (
        SELECT FROM session s
        WHERE NOT EXISTS (
            SELECT FROM (
                SELECT student_max_minutes_per_week AS most FROM booking_rules
                WHERE (course_id = s.course_id OR course_id IS NULL)
                    AND student_max_minutes_per_week IS NOT NULL
                ORDER BY course_id NULLS LAST LIMIT 1) l
            WHERE (
                        SELECT coalesce(sum(p.ends_at - p.starts_at), interval '0')
                        FROM booking_students p WHERE p.student_id = @student AND p.is_active
                            AND p.starts_at > s.starts_at - interval '8 days'
                            AND p.starts_at < s.starts_at + interval '8 days'
                            AND date_trunc('week', p.starts_at AT TIME ZONE @zone)
                                = date_trunc('week', s.starts_at AT TIME ZONE @zone)) + (s.ends_at - s.starts_at)
                > make_interval(mins => l.most)))) IS NOT TRUE THEN 'student_limit_reached'
        WHEN (EXISTS (SELECT FROM session WHERE student_count < capacity)) IS NOT TRUE THEN 'group_session_full'
        WHEN (pg_try_advisory_xact_lock(@student_lock) AND pg_try_advisory_xact_lock(@booking_lock) AND EXISTS (
            SELECT FROM students WHERE id = @student AND is_active FOR KEY SHARE SKIP LOCKED) AND EXISTS (
            SELECT FROM bookings
            JOIN group_session_templates t ON t.id = group_session_template_id AND t.is_active
            JOIN courses c ON c.id = bookings.course_id AND c.is_active
            JOIN tas ON tas.id = bookings.ta_id AND tas.is_active
            WHERE bookings.id = @booking FOR KEY SHARE OF t, c, tas SKIP LOCKED) AND EXISTS (
            SELECT FROM bookings
            WHERE id = @booking AND xmin = (SELECT version FROM session) FOR NO KEY UPDATE SKIP LOCKED)) IS NOT TRUE THEN 'busy'
    END AS refused),
done AS (
    UPDATE bookings SET
        student_count = student_count + 1,
        status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END,
        updated_at = @now
    FROM verdict WHERE refused IS NULL AND id = @booking
    RETURNING id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at),
placed AS (
    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
    SELECT id, @student, @now, starts_at, ends_at, true FROM done)
SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at, refused FROM verdict LEFT JOIN done ON true
