WITH bundle AS MATERIALIZED (
    SELECT * FROM bundle_purchases WHERE id = @bundle),
price AS MATERIALIZED (
    SELECT 0 AS amount WHERE @bundle IS NOT NULL
    UNION ALL
    SELECT base_price FROM products
    WHERE @bundle IS NULL AND course_id = @course AND product_type = 'INDIVIDUAL_SESSION' AND is_active),
ta AS MATERIALIZED (
    SELECT id, break_minutes, location, meeting_url, max_minutes_per_day, max_minutes_per_week,
        coalesce(time_zone, @zone) AS zone, xmin AS version
    FROM tas WHERE id = @ta AND is_active),
verdict AS MATERIALIZED (
    SELECT CASE
        WHEN (@calendar IS DISTINCT FROM 'booking_not_open') IS NOT TRUE THEN 'booking_not_open'
        WHEN (@calendar IS DISTINCT FROM 'too_soon') IS NOT TRUE THEN 'too_soon'
        WHEN (@calendar IS DISTINCT FROM 'too_far_ahead') IS NOT TRUE THEN 'too_far_ahead'
        WHEN (@calendar IS DISTINCT FROM 'duration_not_offered') IS NOT TRUE THEN 'duration_not_offered'
        WHEN (@calendar IS DISTINCT FROM 'start_not_offered') IS NOT TRUE THEN 'start_not_offered'
        WHEN (EXISTS (SELECT FROM students WHERE id = @student)) IS NOT TRUE THEN 'student_not_found'
        WHEN (EXISTS (SELECT FROM students WHERE id = @student AND is_active)) IS NOT TRUE THEN 'student_inactive'
        WHEN (EXISTS (SELECT FROM courses WHERE id = @course AND is_active)) IS NOT TRUE THEN 'course_not_found'
        WHEN (EXISTS (SELECT FROM ta)) IS NOT TRUE THEN 'ta_not_found'
        WHEN (EXISTS (SELECT FROM course_tas WHERE course_id = @course AND ta_id = @ta)) IS NOT TRUE THEN 'ta_does_not_teach_course'
        WHEN (@calendar IS DISTINCT FROM 'institution_closed' AND (@is_override OR NOT EXISTS (
            SELECT FROM closures
            WHERE starts_on <= ((@end::timestamptz - interval '1 microsecond') AT TIME ZONE @zone)::date
                AND ends_on >= (@start::timestamptz AT TIME ZONE @zone)::date))) IS NOT TRUE THEN 'institution_closed'
        WHEN (@calendar IS DISTINCT FROM 'outside_ta_hours' AND (@is_override OR NOT EXISTS (
            SELECT FROM ta_absences WHERE ta_id = @ta AND starts_at < @end AND ends_at > @start))) IS NOT TRUE THEN 'outside_ta_hours'
        WHEN (NOT EXISTS (
            SELECT FROM bookings b
            WHERE b.ta_id = @ta AND b.status <> 'CANCELLED'
                AND b.starts_at < @end + (SELECT make_interval(mins => break_minutes) FROM ta) AND b.blocked_until > @start
                AND b.starts_at > @start - interval '28 hours')
    AND NOT EXISTS (
    SELECT plan.ta_id, plan.starts_at, plan.ends_at, plan.blocked_until
            FROM unnest(
                @plan_templates::uuid[], @plan_tas::uuid[], @plan_dates::date[], @plan_starts::timestamptz[],
                @plan_ends::timestamptz[], @plan_blocks::timestamptz[])
                AS plan (template_id, ta_id, on_date, starts_at, ends_at, blocked_until)
            WHERE NOT EXISTS (
                SELECT FROM bookings k
                WHERE k.group_session_template_id = plan.template_id
                    AND k.local_date BETWEEN plan.on_date - 7 AND plan.on_date + 7
                    AND (k.local_date = plan.on_date OR k.starts_at = plan.starts_at
                        OR k.status <> 'CANCELLED' AND date_trunc('week', k.local_date::timestamp)
                            = date_trunc('week', plan.on_date::timestamp))))) IS NOT TRUE THEN 'ta_not_available'
        WHEN (@is_override OR NOT EXISTS (
            SELECT FROM ta t
            WHERE t.max_minutes_per_day IS NOT NULL
                AND (
                        SELECT coalesce(sum(b.ends_at - b.starts_at), interval '0')
                        FROM bookings b WHERE b.ta_id = t.id AND b.status <> 'CANCELLED'
                            AND b.starts_at > @start - interval '8 days'
                            AND b.starts_at < @start + interval '8 days'
                            AND date_trunc('day', b.starts_at AT TIME ZONE t.zone)
                                = date_trunc('day', @start AT TIME ZONE t.zone)) + (@end - @start)
                    > make_interval(mins => t.max_minutes_per_day)
            OR t.max_minutes_per_week IS NOT NULL
                AND (
                        SELECT coalesce(sum(b.ends_at - b.starts_at), interval '0')
                        FROM bookings b WHERE b.ta_id = t.id AND b.status <> 'CANCELLED'
                            AND b.starts_at > @start - interval '8 days'
                            AND b.starts_at < @start + interval '8 days'
                            AND date_trunc('week', b.starts_at AT TIME ZONE t.zone)
                                = date_trunc('week', @start AT TIME ZONE t.zone)) + (@end - @start)
                    > make_interval(mins => t.max_minutes_per_week))) IS NOT TRUE THEN 'ta_limit_reached'
        WHEN (NOT EXISTS (
            SELECT FROM booking_students p
            WHERE p.student_id = @student AND p.is_active
                AND p.starts_at < @end AND p.ends_at > @start AND p.starts_at > @start - interval '1 day')) IS NOT TRUE THEN 'student_not_available'
        WHEN (@is_override OR NOT EXISTS (
            SELECT FROM (
                SELECT student_max_minutes_per_week AS most FROM booking_rules
                WHERE (course_id = @course OR course_id IS NULL)
                    AND student_max_minutes_per_week IS NOT NULL
                ORDER BY course_id NULLS LAST LIMIT 1) l
            WHERE (
                        SELECT coalesce(sum(p.ends_at - p.starts_at), interval '0')
                        FROM booking_students p WHERE p.student_id = @student AND p.is_active
                            AND p.starts_at > @start - interval '8 days'
                            AND p.starts_at < @start + interval '8 days'
                            AND date_trunc('week', p.starts_at AT TIME ZONE @zone)
                                = date_trunc('week', @start AT TIME ZONE @zone)) + (@end - @start)
                > make_interval(mins => l.most))) IS NOT TRUE THEN 'student_limit_reached'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE student_id = @student)) IS NOT TRUE THEN 'bundle_purchase_not_found'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE course_id = @course AND valid_from <= @start AND valid_to >= @end)) IS NOT TRUE THEN 'bundle_not_valid'
        WHEN (@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE remaining_sessions > 0)) IS NOT TRUE THEN 'bundle_exhausted'
        WHEN (EXISTS (SELECT FROM price)) IS NOT TRUE THEN 'price_not_available'
        WHEN (pg_try_advisory_xact_lock(@ta_lock) AND pg_try_advisory_xact_lock(@student_lock) AND EXISTS (
            SELECT FROM students WHERE id = @student AND is_active FOR KEY SHARE SKIP LOCKED) AND EXISTS (
            SELECT FROM course_tas
            JOIN courses ON courses.id = course_id AND courses.is_active
            JOIN tas ON tas.id = ta_id AND tas.is_active AND tas.xmin = (SELECT version FROM ta)
            WHERE course_id = @course AND ta_id = @ta FOR KEY SHARE SKIP LOCKED)) IS NOT TRUE THEN 'busy'
    END AS refused),
done AS (
    INSERT INTO bookings (
        id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until,
        price_per_student, capacity, student_count, bundle_purchase_id, location, meeting_url, topic,
        is_override, created_at, updated_at)
    SELECT @id, @course, @ta, 'BOOKED', 'INDIVIDUAL', @start, @end,
           @end + make_interval(mins => break_minutes), amount, 1, 1, @bundle, location, meeting_url,
           @topic, @is_override, @now, @now
    FROM verdict, price, ta WHERE refused IS NULL
    RETURNING id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at),
placed AS (
    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
    SELECT id, @student, @now, starts_at, ends_at, true FROM done),
paid AS (
    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = @now
    FROM done WHERE bundle_purchases.id = @bundle)
SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, updated_at, refused FROM verdict LEFT JOIN done ON true
