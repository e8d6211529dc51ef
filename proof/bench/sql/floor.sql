-- The floor of the commands: the same rules and the same rows (booking, place, audit entry), in one statement for each
-- request. No service can need less of PostgreSQL and keep its promises.
\set ON_ERROR_STOP on

CREATE FUNCTION bench.key(id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT ('x' || right(replace(id::text, '-', ''), 16))::bit(64)::bigint $$;

CREATE FUNCTION bench.audit(what text, id uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO audit_entries (id, occurred_at, account_id, role, address, action, object_type, object_id, outcome,
        trace_id)
    VALUES (gen_random_uuid(), now(), id, 'STUDENT', '127.0.0.1', what, 'booking', id::text, 'succeeded',
            '4bf92f3577b34da6a3ce929d0e0e4736')
$$;

CREATE FUNCTION bench.is_open(start_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT every(coalesce(booking_opens_at > now(), false)) IS NOT TRUE FROM terms
    WHERE (start_at AT TIME ZONE 'UTC')::date BETWEEN starts_on AND ends_on
$$;

CREATE FUNCTION bench.book(student uuid, course uuid, ta uuid, start_at timestamptz, minutes int, bundle uuid)
RETURNS bookings LANGUAGE plpgsql AS $$
DECLARE
    end_at timestamptz := start_at + make_interval(mins => minutes);
    price numeric := 0;
    booked bookings;
    teacher tas;
    most int;
BEGIN
    IF start_at <= now() THEN RAISE 'start_in_past'; END IF;
    PERFORM pg_advisory_xact_lock(bench.key(ta)), pg_advisory_xact_lock(bench.key(student));
    IF NOT EXISTS (SELECT FROM students WHERE id = student) THEN RAISE 'student_not_found'; END IF;
    PERFORM FROM students WHERE id = student AND is_active FOR KEY SHARE;
    IF NOT FOUND THEN RAISE 'student_inactive'; END IF;
    IF NOT EXISTS (SELECT FROM courses WHERE id = course AND is_active) THEN RAISE 'course_not_found'; END IF;
    IF NOT bench.is_open(start_at) THEN RAISE 'booking_not_open'; END IF;
    PERFORM FROM course_tas
    JOIN courses ON courses.id = course_id AND courses.is_active
    JOIN tas ON tas.id = ta_id AND tas.is_active
    WHERE course_id = course AND ta_id = ta FOR SHARE;
    IF NOT FOUND THEN RAISE 'ta_does_not_teach_course'; END IF;
    SELECT * INTO teacher FROM tas WHERE id = ta;
    IF EXISTS (SELECT FROM closures
        WHERE starts_on <= (end_at AT TIME ZONE 'UTC')::date AND ends_on >= (start_at AT TIME ZONE 'UTC')::date)
        THEN RAISE 'institution_closed'; END IF;
    IF EXISTS (SELECT FROM ta_absences WHERE ta_id = ta AND starts_at < end_at AND ends_at > start_at)
        OR teacher.has_hours AND NOT EXISTS (SELECT FROM ta_hours
            WHERE ta_id = ta AND day_of_week = extract(dow FROM start_at AT TIME ZONE 'UTC')
                AND (start_at AT TIME ZONE 'UTC')::date BETWEEN coalesce(valid_from, '-infinity')
                    AND coalesce(valid_to, 'infinity')
                AND start_minute <= extract(epoch FROM (start_at AT TIME ZONE 'UTC')::time) / 60
                AND end_minute >= extract(epoch FROM (start_at AT TIME ZONE 'UTC')::time) / 60 + minutes)
        THEN RAISE 'outside_ta_hours'; END IF;
    IF EXISTS (SELECT FROM bookings
        WHERE ta_id = ta AND status <> 'CANCELLED' AND blocked_until > start_at
               AND starts_at < end_at + make_interval(mins => teacher.break_minutes)
               AND starts_at > start_at - interval '28 hours') THEN RAISE 'ta_not_available'; END IF;
    IF teacher.max_minutes_per_week IS NOT NULL AND make_interval(mins => teacher.max_minutes_per_week - minutes) < (
        SELECT sum(ends_at - starts_at) FROM bookings WHERE ta_id = ta AND status <> 'CANCELLED'
            AND starts_at >= date_trunc('week', start_at, 'UTC')
            AND starts_at < date_trunc('week', start_at, 'UTC') + interval '7 days')
        OR teacher.max_minutes_per_day IS NOT NULL AND make_interval(mins => teacher.max_minutes_per_day - minutes) < (
        SELECT sum(ends_at - starts_at) FROM bookings WHERE ta_id = ta AND status <> 'CANCELLED'
            AND starts_at >= date_trunc('day', start_at, 'UTC')
            AND starts_at < date_trunc('day', start_at, 'UTC') + interval '1 day')
        THEN RAISE 'ta_limit_reached'; END IF;
    IF EXISTS (SELECT FROM booking_students WHERE student_id = student AND is_active AND starts_at < end_at
               AND ends_at > start_at AND starts_at > start_at - interval '1 day') THEN
        RAISE 'student_not_available';
    END IF;
    SELECT student_max_minutes_per_week INTO most FROM booking_rules
    WHERE (course_id = course OR course_id IS NULL) AND student_max_minutes_per_week IS NOT NULL
    ORDER BY course_id NULLS LAST LIMIT 1;
    IF most IS NOT NULL AND make_interval(mins => most - minutes) < (
        SELECT sum(ends_at - starts_at) FROM booking_students WHERE student_id = student AND is_active
            AND starts_at >= date_trunc('week', start_at, 'UTC')
            AND starts_at < date_trunc('week', start_at, 'UTC') + interval '7 days')
        THEN RAISE 'student_limit_reached'; END IF;
    IF bundle IS NULL THEN
        SELECT base_price INTO price FROM products
        WHERE course_id = course AND product_type = 'INDIVIDUAL_SESSION' AND is_active;
        IF NOT FOUND THEN RAISE 'price_not_available'; END IF;
    ELSE
        UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = now()
        WHERE id = bundle AND student_id IS NOT DISTINCT FROM student AND course_id = course
            AND valid_from <= start_at AND end_at <= valid_to
          AND remaining_sessions > 0;
        IF NOT FOUND THEN RAISE 'bundle_exhausted'; END IF;
    END IF;
    INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until,
                          price_per_student, capacity, student_count, bundle_purchase_id, created_at, updated_at)
    VALUES (gen_random_uuid(), course, ta, 'BOOKED', 'INDIVIDUAL', start_at, end_at,
            end_at + make_interval(mins => teacher.break_minutes), price, 1, 1, bundle, now(), now())
    RETURNING * INTO booked;
    INSERT INTO booking_students VALUES (booked.id, student, now(), start_at, end_at, true);
    PERFORM bench.audit('CreateIndividualBooking', booked.id);
    RETURN booked;
END $$;

CREATE FUNCTION bench.join(student uuid, session uuid) RETURNS bookings LANGUAGE plpgsql AS $$
DECLARE
    joined bookings;
BEGIN
    PERFORM pg_advisory_xact_lock(bench.key(student));
    IF NOT EXISTS (SELECT FROM students WHERE id = student) THEN RAISE 'student_not_found'; END IF;
    PERFORM FROM students WHERE id = student AND is_active FOR KEY SHARE;
    IF NOT FOUND THEN RAISE 'student_inactive'; END IF;
    PERFORM FROM bookings
    JOIN group_session_templates template ON template.id = group_session_template_id AND template.is_active
    JOIN courses ON courses.id = bookings.course_id AND courses.is_active
    JOIN tas ON tas.id = bookings.ta_id AND tas.is_active
    WHERE bookings.id = session AND bench.is_open(bookings.starts_at) FOR SHARE OF template, courses, tas;
    IF NOT FOUND THEN RAISE 'group_session_not_offered'; END IF;
    UPDATE bookings SET student_count = student_count + 1, updated_at = now(),
        status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END
    WHERE id = session AND session_type = 'GROUP' AND status = 'AVAILABLE' AND student_count < capacity
        AND starts_at > now()
    RETURNING * INTO joined;
    IF NOT FOUND THEN RAISE 'group_session_full'; END IF;
    IF EXISTS (SELECT FROM booking_students WHERE student_id = student AND is_active AND starts_at < joined.ends_at
               AND ends_at > joined.starts_at AND starts_at > joined.starts_at - interval '1 day') THEN
        RAISE 'student_not_available';
    END IF;
    INSERT INTO booking_students VALUES (session, student, now(), joined.starts_at, joined.ends_at, true);
    PERFORM bench.audit('JoinGroupSession', session);
    RETURN joined;
END $$;

CREATE FUNCTION bench.cancel(student uuid, booking uuid) RETURNS bookings LANGUAGE plpgsql AS $$
DECLARE
    cancelled bookings;
BEGIN
    UPDATE bookings SET status = 'CANCELLED', cancelled_at = now(), cancelled_by = 'student', student_count = 0,
        updated_at = now()
    WHERE id = booking AND status <> 'CANCELLED' AND starts_at > now()
      AND student = (SELECT student_id FROM booking_students WHERE booking_id = booking LIMIT 1)
    RETURNING * INTO cancelled;
    IF NOT FOUND THEN RAISE 'already_cancelled'; END IF;
    UPDATE booking_students SET is_active = false WHERE booking_id = booking;
    IF cancelled.bundle_purchase_id IS NOT NULL THEN
        UPDATE bundle_purchases SET remaining_sessions = remaining_sessions + 1, updated_at = now()
        WHERE id = cancelled.bundle_purchase_id AND remaining_sessions < total_sessions;
    END IF;
    PERFORM bench.audit('CancelBooking', booking);
    RETURN cancelled;
END $$;

-- What an Idempotency-Key asks for besides: whether it was used, and an answer that is kept, of the size of a
-- booking's.
CREATE FUNCTION bench.keep(student uuid, client int, request int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    whose text := 'student:' || student;
    which text := 'bench-' || client || '-' || request;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(whose || which, 0));
    IF EXISTS (SELECT FROM idempotency_records WHERE caller = whose AND key = which)
        THEN RAISE 'answered_before'; END IF;
    INSERT INTO idempotency_records (caller, key, request_hash, response, created_at)
    VALUES (whose, which, sha256(which::bytea), repeat('answer', 110)::bytea, now());
END $$;
