-- A school like a real one, always the same, written set by set. psql variables: scale (1 is 200,000 bookings),
-- password_hash (one for all accounts: hashing is slow on purpose).
--
-- Ids are version 7 UUIDs that end in the kind and the number of the row, so that everybody can name a row without
-- asking: c course, a TA, 5 student, 4 account, b product, d bundle purchase, 7 template, 9 booking.
--
-- TA n teaches course n / 2 and four others. Individual sessions are at 9, 11, 13 and 15 o'clock, group sessions at 18,
-- all UTC; for each day, hour and TA there is another student. What the benchmark books lies 120 days ahead and more.
--
-- The courses from 100 on, and the TAs from 200 on, have all the rules of time: hours, breaks, limits, notice, steps.
\set ON_ERROR_STOP on
SET synchronous_commit = off;
SET maintenance_work_mem = '256MB';

CREATE SCHEMA bench;
CREATE FUNCTION bench.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT ('01900000-0000-7000-8000-' || kind || lpad(to_hex(n), 11, '0'))::uuid $$;
CREATE FUNCTION bench.today() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' $$;

INSERT INTO courses (id, code, name, description, is_active)
SELECT bench.id('c', n), format('COMP %s', 200 + n), format('Course number %s of the faculty', n),
       'What it is about, in a sentence of usual length, as it stands in the calendar of the university.', true
FROM generate_series(0, 199) n;

INSERT INTO tas (id, name, email, degree, gpa, bio, is_active)
SELECT bench.id('a', n), format('Teaching Assistant %s', n), format('ta%s@school.example', n), 'MSc Computer Science',
       3.0 + n % 13 / 10.0, 'Has taught this course for some years and likes to draw what others write.', true
FROM generate_series(0, 399) n;

UPDATE tas SET time_zone = 'UTC', break_minutes = 15, max_minutes_per_day = 1440, max_minutes_per_week = 10080
WHERE id >= bench.id('a', 200);
-- From nine to five for two months, then at any hour, for the benchmark.
INSERT INTO ta_hours (id, ta_id, day_of_week, start_minute, end_minute, valid_from, valid_to)
SELECT gen_random_uuid(), bench.id('a', n), day, start_minute, end_minute, valid_from, valid_to
FROM generate_series(200, 399) n, generate_series(0, 6) day,
     (VALUES (540, 1020, NULL::date, (bench.today() + interval '60 days')::date),
             (0, 1440, (bench.today() + interval '61 days')::date, NULL)) AS hours (start_minute, end_minute, valid_from,
                                                                                 valid_to);
UPDATE booking_rules SET horizon_days = 3660 WHERE course_id IS NULL;
INSERT INTO booking_rules (id, course_id, notice_minutes, step_minutes, durations, student_max_minutes_per_week,
                           requires_hours)
SELECT gen_random_uuid(), bench.id('c', n), 120, 30, '{30,60,90}', 10080, true FROM generate_series(100, 199) n;
INSERT INTO closures (id, name, starts_on, ends_on)
SELECT gen_random_uuid(), 'A break', (bench.today() + make_interval(days => day))::date,
       (bench.today() + make_interval(days => day + 2))::date
FROM (VALUES (40), (100)) AS closed (day);

INSERT INTO course_tas (course_id, ta_id)
SELECT bench.id('c', course), bench.id('a', (2 * course + k) % 400)
FROM generate_series(0, 199) course, generate_series(0, 4) k;

INSERT INTO products (id, course_id, name, product_type, description, base_price, included_sessions, valid_from,
                      valid_to, is_active)
SELECT bench.id('b', 3 * course + k), bench.id('c', course), name, type, 'One of three ways to get help.', price,
    sessions,
       CASE WHEN sessions IS NOT NULL THEN bench.today() - interval '60 days' END,
       CASE WHEN sessions IS NOT NULL THEN bench.today() + interval '20 years' END, true
FROM generate_series(0, 199) course,
     (VALUES (0, 'Single session', 'INDIVIDUAL_SESSION', 30.00, NULL::int),
             (1, 'Semester bundle', 'FULL_SEMESTER_BUNDLE', 250.00, 1000),
             (2, 'Group pass', 'GROUP_SESSION_PASS', 15.00, NULL)) AS product (k, name, type, price, sessions);

INSERT INTO students (id, email, name, created_at, updated_at)
SELECT bench.id('5', n), format('student%s@school.example', n), format('Student %s', n),
       bench.today() - interval '90 days', bench.today() - interval '90 days'
FROM generate_series(0, 19999) n;

INSERT INTO accounts (id, name, role, student_id, created_at, user_name, normalized_user_name, email, normalized_email,
                      email_confirmed, password_hash, security_stamp, concurrency_stamp)
SELECT bench.id('4', n), format('Student %s', n), 'STUDENT', bench.id('5', n), bench.today() - interval '90 days',
    email,
       upper(email), email, upper(email), false, :'password_hash', md5(email), md5(email)
FROM generate_series(0, 19999) n, format('student%s@school.example', n) AS email;

INSERT INTO bundle_purchases (id, student_id, course_id, product_id, coverage_type, total_sessions, remaining_sessions,
                              valid_from, valid_to, price_paid, created_at, updated_at)
SELECT bench.id('d', n), bench.id('5', n), bench.id('c', n % 400 / 2), bench.id('b', 3 * (n % 400 / 2) + 1),
       'FULL_SEMESTER', 1000, 1000, bench.today() - interval '60 days', bench.today() + interval '20 years', 250.00,
       bench.today() - interval '60 days', bench.today() - interval '60 days'
FROM generate_series(0, 19999) n;

INSERT INTO group_session_templates (id, course_id, ta_id, day_of_week, start_time, end_time, time_zone, capacity,
                                     price_per_student, is_active, ends_on)
SELECT bench.id('7', n), bench.id('c', n / 2), bench.id('a', n), n % 7, '18:00', '19:30', 'UTC', 30, 15.00, true,
       (bench.today() + interval '100 days')::date
FROM generate_series(0, 399) n;

-- Weekly sessions of each template: 14 that were, 6 to come.
CREATE TEMP TABLE sessions AS
SELECT bench.id('9', row_number() OVER (ORDER BY week, n)) AS id, n, starts_at,
       CASE WHEN starts_at < now() THEN 20 ELSE 10 END AS students
FROM generate_series(0, 399) n, generate_series(-14, 5) week,
     LATERAL (SELECT bench.today() + make_interval(
         days => (n % 7 - extract(dow FROM bench.today() AT TIME ZONE 'UTC')::int + 7) % 7 + 7 * week,
         hours => 18) AS starts_at) at;

INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                      student_count, group_session_template_id, created_at, updated_at)
SELECT id, bench.id('c', n / 2), bench.id('a', n), 'AVAILABLE', 'GROUP', starts_at, starts_at + interval '90 minutes',
    15.00,
       30, students, bench.id('7', n), bench.today() - interval '80 days', bench.today() - interval '80 days'
FROM sessions;

INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
SELECT id, bench.id('5', 50 * n + k), bench.today() - interval '70 days', starts_at, starts_at + interval '90 minutes',
    true
FROM sessions, generate_series(0, students - 1) k;

-- The rest individually: 150 to come for each TA, four a day; all others are past. One in 20 was cancelled.
CREATE TEMP TABLE individual AS
SELECT bench.id('9', 100000 + 400 * slot + ta) AS id, ta, (ta + 400 * slot) % 9000 AS student, starts_at,
       slot % 20 = 7 AS cancelled, slot % 2 = 0 AND (ta + 400 * slot) % 9000 % 400 = ta AS from_bundle
FROM generate_series(0, 480 + 500 * (:scale - 1) - 1) slot, generate_series(0, 399) ta,
     LATERAL (SELECT bench.today() + make_interval(
         days => 38 - slot / 4, hours => 9 + 2 * (slot % 4)) AS starts_at) at;

INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                      student_count, bundle_purchase_id, cancelled_at, cancelled_by, created_at, updated_at)
SELECT id, bench.id('c', ta / 2), bench.id('a', ta),
    CASE WHEN cancelled THEN 'CANCELLED' ELSE 'BOOKED' END, 'INDIVIDUAL',
       starts_at, starts_at + interval '1 hour', CASE WHEN from_bundle THEN 0 ELSE 30 END, 1,
       CASE WHEN cancelled THEN 0 ELSE 1 END, CASE WHEN from_bundle THEN bench.id('d', student) END,
       CASE WHEN cancelled THEN starts_at - interval '40 days' END,
       CASE WHEN cancelled THEN 'student:' || bench.id('5', student) END,
       starts_at - interval '41 days', starts_at - interval '41 days'
FROM individual;

INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
SELECT id, bench.id('5', student), starts_at - interval '41 days', starts_at, starts_at + interval '1 hour',
    NOT cancelled
FROM individual;

UPDATE bundle_purchases SET total_sessions = total_sessions + spent, remaining_sessions = 1000
FROM (SELECT bundle_purchase_id, count(*)::int AS spent FROM bookings
      WHERE bundle_purchase_id IS NOT NULL AND status <> 'CANCELLED' GROUP BY 1) AS spending
WHERE id = bundle_purchase_id;

-- For the crowds: sessions with five seats, one a day, far ahead.
INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                      student_count, group_session_template_id, created_at, updated_at)
SELECT bench.id('9', 10000000 + day), bench.id('c', 0), bench.id('a', 0), 'AVAILABLE', 'GROUP', starts_at,
       starts_at + interval '90 minutes', 15.00, 5, 0, bench.id('7', 0), bench.today(), bench.today()
FROM generate_series(0, 499) day,
    LATERAL (SELECT bench.today() + make_interval(days => 2000 + day, hours => 18) AS starts_at) at;

-- What the benchmark changes, as it was before: bench.reset() brings it back, so that each round begins alike.
CREATE TABLE bench.seeded_until AS SELECT now() AS at;
CREATE FUNCTION bench.reset() RETURNS void LANGUAGE plpgsql AS $$
DECLARE seeded timestamptz := (SELECT at FROM bench.seeded_until);
BEGIN
    DELETE FROM bookings WHERE created_at > seeded;
    DELETE FROM booking_students WHERE joined_at > seeded;
    DELETE FROM idempotency_records;
    UPDATE bookings SET status = 'AVAILABLE', updated_at = seeded,
        student_count = (SELECT count(*) FROM booking_students WHERE booking_id = id)
    WHERE session_type = 'GROUP' AND updated_at > seeded;
    UPDATE booking_students SET is_active = true FROM bookings
    WHERE id = booking_id AND cancelled_at > seeded;
    UPDATE bookings SET status = 'BOOKED', student_count = 1, cancelled_at = NULL, cancelled_by = NULL,
        updated_at = seeded
    WHERE cancelled_at > seeded;
    UPDATE bundle_purchases SET updated_at = seeded, remaining_sessions = total_sessions - (
        SELECT count(*) FROM bookings WHERE bundle_purchase_id = bundle_purchases.id AND status <> 'CANCELLED')
    WHERE updated_at > seeded;
END $$;
