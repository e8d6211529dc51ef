WITH session AS MATERIALIZED (
    SELECT *, xmin AS version FROM bookings WHERE id = @booking),
verdict AS MATERIALIZED (
    SELECT CASE
        WHEN (@is_admin OR EXISTS (
        SELECT FROM session
        WHERE ta_id = @as_ta OR session_type = 'INDIVIDUAL' AND EXISTS (
            SELECT FROM booking_students WHERE booking_id = @booking AND student_id = @as_student))) IS NOT TRUE THEN 'forbidden'
        WHEN (EXISTS (SELECT FROM session)) IS NOT TRUE THEN 'booking_not_found'
        WHEN (EXISTS (SELECT FROM session WHERE status <> 'CANCELLED')) IS NOT TRUE THEN 'already_cancelled'
        WHEN (@as_student IS NULL OR EXISTS (SELECT FROM session WHERE starts_at > @now)) IS NOT TRUE THEN 'booking_started'
        WHEN (pg_try_advisory_xact_lock(@booking_lock) AND EXISTS (
            SELECT FROM bookings
            WHERE id = @booking AND xmin = (SELECT version FROM session) FOR NO KEY UPDATE SKIP LOCKED)) IS NOT TRUE THEN 'busy'
    END AS refused),
done AS (
    UPDATE bookings SET
        status = 'CANCELLED', student_count = 0, cancelled_at = @now, cancelled_by = @by,
        cancellation_reason = @reason, updated_at = @now
    FROM verdict WHERE refused IS NULL AND id = @booking
    RETURNING id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at),
released AS (
    UPDATE booking_students SET is_active = false FROM done WHERE booking_id = done.id),
returned AS (
    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions + 1, updated_at = @now
    FROM done
    WHERE bundle_purchases.id = done.bundle_purchase_id AND remaining_sessions < total_sessions)
SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at, refused FROM verdict LEFT JOIN done ON true
