-- What a round needs to be there, far ahead, for the 200 students who are signed in: bench.reset() takes it away again.
\set ON_ERROR_STOP on

CREATE FUNCTION bench.prepare_cancellations() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- 200 hours of 200 students each; every other hour is paid from a bundle.
    INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                          student_count, bundle_purchase_id, created_at, updated_at)
    SELECT bench.id('9', 20000000 + 200 * hour + s), bench.id('c', s / 2), bench.id('a', s), 'BOOKED', 'INDIVIDUAL',
        starts_at,
           starts_at + interval '1 hour', CASE hour % 2 WHEN 0 THEN 30 ELSE 0 END, 1, 1,
           CASE hour % 2 WHEN 1 THEN bench.id('d', s) END, now(), now()
    FROM generate_series(0, 199) hour, generate_series(0, 199) s,
         LATERAL (SELECT bench.today() + make_interval(days => 1000, hours => hour) AS starts_at) at;
    INSERT INTO booking_students
    SELECT bench.id('9', 20000000 + 200 * hour + s), bench.id('5', s), now(), starts_at, starts_at + interval '1 hour',
        true
    FROM generate_series(0, 199) hour, generate_series(0, 199) s,
         LATERAL (SELECT bench.today() + make_interval(days => 1000, hours => hour) AS starts_at) at;
    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 100, updated_at = now()
    WHERE student_id IN (SELECT bench.id('5', s) FROM generate_series(0, 199) s);
END $$;

CREATE FUNCTION bench.prepare_joins() RETURNS void LANGUAGE sql AS $$
    -- 200 days with 40 sessions each, at the same hour: each student may join one a day.
    INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                          student_count, group_session_template_id, created_at, updated_at)
    SELECT bench.id('9', 30000000 + 40 * day + k), bench.id('c', k / 2), bench.id('a', k), 'AVAILABLE', 'GROUP',
        starts_at,
           starts_at + interval '90 minutes', 15, 30, 0, bench.id('7', k), now(), now()
    FROM generate_series(0, 199) day, generate_series(0, 39) k,
         LATERAL (SELECT bench.today() + make_interval(days => 1500 + day, hours => 18) AS starts_at) at
$$;
