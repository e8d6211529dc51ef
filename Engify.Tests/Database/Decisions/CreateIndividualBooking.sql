WITH bundle AS MATERIALIZED (
    SELECT * FROM bundle_purchases WHERE id = @bundle),
price AS MATERIALIZED (
    SELECT 0 AS amount WHERE @bundle IS NOT NULL
    UNION ALL
    SELECT base_price FROM products
    WHERE @bundle IS NULL AND course_id = @course AND product_type = 'INDIVIDUAL_SESSION' AND is_active),
verdict AS MATERIALIZED (
    SELECT CASE
        WHEN (EXISTS (SELECT FROM students WHERE id = @student)) IS NOT TRUE THEN 'student_not_found'
        WHEN (EXISTS (SELECT FROM students WHERE id = @student AND is_active)) IS NOT TRUE THEN 'student_inactive'
        WHEN (EXISTS (SELECT FROM courses WHERE id = @course AND is_active)) IS NOT TRUE THEN 'course_not_found'
        WHEN ((
            SELECT every(coalesce(booking_opens_at > @now, false)) FROM terms
            WHERE (@start AT TIME ZONE @zone)::date BETWEEN starts_on AND ends_on) IS NOT TRUE) IS NOT TRUE THEN 'booking_not_open'
        WHEN (EXISTS (SELECT FROM tas WHERE id = @ta AND is_active)) IS NOT TRUE THEN 'ta_not_found'
        WHEN (EXISTS (SELECT FROM course_tas WHERE course_id = @course AND ta_id = @ta)) IS NOT TRUE THEN 'ta_does_not_teach_course'
        WHEN (NOT EXISTS (
            SELECT FROM bookings b
            WHERE b.ta_id = @ta AND b.status <> 'CANCELLED' AND b.starts_at < @end AND b.ends_at > @start AND b.starts_at > @start - interval '1 day')) IS NOT TRUE THEN 'ta_not_available'
        WHEN (NOT EXISTS (
            SELECT FROM booking_students p
            WHERE p.student_id = @student AND p.is_active AND p.starts_at < @end AND p.ends_at > @start AND p.starts_at > @start - interval '1 day')) IS NOT TRUE THEN 'student_not_available'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE student_id = @student)) IS NOT TRUE THEN 'bundle_purchase_not_found'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE course_id = @course AND valid_from <= @start AND valid_to >= @end)) IS NOT TRUE THEN 'bundle_not_valid'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE remaining_sessions > 0)) IS NOT TRUE THEN 'bundle_exhausted'
        WHEN (EXISTS (SELECT FROM price)) IS NOT TRUE THEN 'price_not_available'
        WHEN (pg_try_advisory_xact_lock(@ta_lock) AND pg_try_advisory_xact_lock(@student_lock) AND EXISTS (
            SELECT FROM students WHERE id = @student AND is_active FOR KEY SHARE SKIP LOCKED) AND EXISTS (
            SELECT FROM course_tas
            JOIN courses ON courses.id = course_id AND courses.is_active
            JOIN tas ON tas.id = ta_id AND tas.is_active
            WHERE course_id = @course AND ta_id = @ta FOR KEY SHARE SKIP LOCKED)) IS NOT TRUE THEN 'busy'
    END AS refused),
done AS (
    INSERT INTO bookings (
        id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until, price_per_student,
        capacity, student_count, bundle_purchase_id, location, meeting_url, topic, created_at, updated_at)
    SELECT @id, @course, @ta, 'BOOKED', 'INDIVIDUAL', @start, @end,
           @end + make_interval(mins => break_minutes), amount, 1, 1, @bundle, location, meeting_url,
           @topic, @now, @now
    FROM verdict, price, tas WHERE refused IS NULL AND tas.id = @ta
    RETURNING id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at),
placed AS (
    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
    SELECT id, @student, @now, starts_at, ends_at, true FROM done),
paid AS (
    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = @now
    FROM done WHERE bundle_purchases.id = @bundle)
SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at, refused FROM verdict LEFT JOIN done ON true
