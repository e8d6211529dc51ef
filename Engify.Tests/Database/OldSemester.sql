-- A semester as the schema of OneRowForEachProtectionKey has it. It is frozen, like that migration.
CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql AS
$$ SELECT ('01900000-0000-7000-8000-' || kind || lpad(to_hex(n), 11, '0'))::uuid $$;
CREATE TEMP TABLE monday AS SELECT date_trunc('week', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS at;

INSERT INTO courses (id, code, name, description, is_active)
SELECT pg_temp.id('c', n), format('COMP %s', 200 + n), format('Course %s', n), NULL, true FROM generate_series(1, 3) n;
INSERT INTO tas (id, name, email, degree, gpa, bio, is_active)
SELECT pg_temp.id('a', n), format('Ta %s', n), format('Ta%s@school.example', n), 'MSc', 3.9, NULL, true
FROM generate_series(1, 3) n;
INSERT INTO course_tas (course_id, ta_id) SELECT pg_temp.id('c', n), pg_temp.id('a', n) FROM generate_series(1, 3) n;
INSERT INTO products (id, course_id, name, product_type, base_price, included_sessions, valid_from, valid_to, is_active)
SELECT pg_temp.id('b', 2 * n), pg_temp.id('c', n), 'Single', 'INDIVIDUAL_SESSION', 30, NULL, NULL, NULL, true
FROM generate_series(1, 3) n
UNION ALL
SELECT pg_temp.id('b', 2 * n + 1), pg_temp.id('c', n), 'Bundle', 'FULL_SEMESTER_BUNDLE', 250, 10,
       at - interval '60 days', at + interval '60 days', true
FROM generate_series(1, 3) n, monday;

INSERT INTO students (id, email, name, created_at, updated_at)
SELECT pg_temp.id('5', n), format('Student%s@school.example', n), format('Student %s', n), at, at
FROM generate_series(1, 20) n, monday;
INSERT INTO accounts (id, name, role, student_id, created_at, user_name, normalized_user_name, email, normalized_email,
                      email_confirmed, password_hash, security_stamp, concurrency_stamp)
SELECT pg_temp.id('4', n), format('Student %s', n), 'STUDENT', pg_temp.id('5', n), at, email, upper(email), email,
       upper(email), false, NULL, 'stamp', 'stamp'
FROM generate_series(1, 20) n, format('Student%s@school.example', n) AS email, monday;
INSERT INTO account_logins (login_provider, provider_key, account_id)
SELECT 'https://id.school.example', 'subject', pg_temp.id('4', 1);
INSERT INTO refresh_token_families (id, account_id, created_at, revoked_at)
SELECT pg_temp.id('f', 1), pg_temp.id('4', 1), at, at FROM monday;
INSERT INTO refresh_tokens (hash, family_id, issued_at, expires_at, spent_at)
SELECT 'hash', pg_temp.id('f', 1), at, at + interval '30 days', at FROM monday;
INSERT INTO sign_in_attempts (email_hash, failures, forgotten_at) SELECT 'hash', 1, at FROM monday;
INSERT INTO idempotency_records (caller, key, request_hash, response, created_at)
SELECT 'student', 'key', 'hash', 'response', at FROM monday;
INSERT INTO audit_entries (id, occurred_at, account_id, role, address, action, object_type, object_id, outcome)
SELECT pg_temp.id('e', 1), at, pg_temp.id('4', 1), 'STUDENT', '127.0.0.1', 'LogIn', 'account', 'x', 'succeeded'
FROM monday;

INSERT INTO bundle_purchases (id, student_id, course_id, product_id, coverage_type, total_sessions, remaining_sessions,
                              valid_from, valid_to, price_paid, created_at, updated_at)
SELECT pg_temp.id('d', n), pg_temp.id('5', n), pg_temp.id('c', 1), pg_temp.id('b', 3), 'FULL_SEMESTER', 10, 9,
       at - interval '60 days', at + interval '60 days', 250, at, at
FROM generate_series(1, 20) n, monday;

-- Mondays, Wednesdays and Fridays at 18:00, six weeks ago to three to come; the scheduler brings the rest.
INSERT INTO group_session_templates (id, course_id, ta_id, day_of_week, start_time, end_time, time_zone, capacity,
                                     price_per_student, is_active)
SELECT pg_temp.id('7', n), pg_temp.id('c', n), pg_temp.id('a', n), 2 * n - 1, '18:00', '19:30',
       'America/Toronto', 8, 15, true
FROM generate_series(1, 3) n;
INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                      student_count, group_session_template_id, created_at, updated_at)
SELECT pg_temp.id('9', 100 * n + week), pg_temp.id('c', n), pg_temp.id('a', n), 'AVAILABLE', 'GROUP', starts_at,
       starts_at + interval '90 minutes', 15, 8, 1, pg_temp.id('7', n), at, at
FROM generate_series(1, 3) n, generate_series(1, 10) week, monday,
     LATERAL (SELECT (at AT TIME ZONE 'UTC' + make_interval(weeks => week - 7, days => 2 * n - 2, hours => 18))
                     AT TIME ZONE 'America/Toronto' AS starts_at) s;
INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                      student_count, bundle_purchase_id, cancelled_at, cancelled_by, created_at, updated_at)
SELECT pg_temp.id('9', 1000 + n), pg_temp.id('c', 1), pg_temp.id('a', 1), 'BOOKED', 'INDIVIDUAL', starts_at,
       starts_at + interval '1 hour', 0, 1, 1, pg_temp.id('d', n), NULL, NULL, at, at
FROM generate_series(1, 20) n, monday, LATERAL (SELECT at + make_interval(days => n - 10, hours => 9) AS starts_at) s
UNION ALL
SELECT pg_temp.id('9', 2000 + n), pg_temp.id('c', 1), pg_temp.id('a', 1), 'CANCELLED', 'INDIVIDUAL', starts_at,
       starts_at + interval '1 hour', 30, 1, 0, NULL, at, 'student', at, at
FROM generate_series(1, 20) n, monday, LATERAL (SELECT at + make_interval(days => n - 10, hours => 10) AS starts_at) s;
INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
SELECT id, pg_temp.id('5', row_number() OVER (ORDER BY id) % 20 + 1), created_at, starts_at, ends_at,
       status <> 'CANCELLED'
FROM bookings WHERE session_type = 'INDIVIDUAL';
INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
SELECT id, pg_temp.id('5', 1 + extract(isodow FROM starts_at)::int), created_at, starts_at, ends_at, true
FROM bookings WHERE session_type = 'GROUP';
DROP FUNCTION pg_temp.id;
DROP TABLE monday;
