WITH session AS MATERIALIZED (
    SELECT *, xmin AS version FROM bookings WHERE id = @booking),
verdict AS MATERIALIZED (
    SELECT CASE
        WHEN (EXISTS (SELECT FROM students WHERE id = @student)) IS NOT TRUE THEN 'student_not_found'
        WHEN (EXISTS (SELECT FROM session)) IS NOT TRUE THEN 'booking_not_found'
        WHEN (EXISTS (SELECT FROM session WHERE session_type = 'GROUP' AND group_session_template_id IS NOT NULL)) IS NOT TRUE THEN 'not_a_group_session'
        WHEN (EXISTS (SELECT FROM session WHERE status <> 'CANCELLED' AND starts_at > @now)) IS NOT TRUE THEN 'group_session_closed'
        WHEN (EXISTS (SELECT FROM booking_students WHERE booking_id = @booking AND student_id = @student AND is_active)) IS NOT TRUE THEN 'not_joined'
        WHEN (pg_try_advisory_xact_lock(@booking_lock) AND EXISTS (
            SELECT FROM bookings
            WHERE id = @booking AND xmin = (SELECT version FROM session) FOR NO KEY UPDATE SKIP LOCKED)) IS NOT TRUE THEN 'busy'
    END AS refused),
done AS (
    UPDATE bookings SET student_count = student_count - 1, status = 'AVAILABLE', updated_at = @now
    FROM verdict WHERE refused IS NULL AND id = @booking
    RETURNING id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at),
gone AS (
    DELETE FROM booking_students USING done WHERE booking_id = done.id AND student_id = @student)
SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at, refused FROM verdict LEFT JOIN done ON true
