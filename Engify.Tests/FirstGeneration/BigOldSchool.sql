-- A school without damage of as many bookings as wanted ($1), with every student in one place at a time: in each hour,
-- every TA has one session, the fourth of a day being that of a group.
CREATE TEMP TABLE sizes AS
SELECT $1::int AS bookings, greatest(2, $1::int / 4000) AS tas, greatest(6, $1::int / 10) AS students;
INSERT INTO "students"
SELECT 's' || n, 'student' || n || '@school.example', 'Student ' || n,
    '2020-01-01'::timestamp + n * interval '1 minute', '2021-01-01'
FROM sizes, generate_series(0, students - 1) AS n;
INSERT INTO "tas" SELECT 't' || n, 'Ta ' || n, NULL, 3.5, NULL FROM sizes, generate_series(0, tas - 1) AS n;
INSERT INTO "courses" SELECT 'c' || n, 'TEST ' || n, 'Course ' || n, NULL FROM generate_series(0, 4) AS n;
INSERT INTO "course_tas" SELECT 'c' || c, 't' || n FROM sizes, generate_series(0, tas - 1) AS n, generate_series(0,
    4) AS c;
INSERT INTO "products"
SELECT type || c, 'c' || c, 'A product', type::"ProductType", NULL, 30, true
FROM generate_series(0, 4) AS c, (VALUES ('INDIVIDUAL_SESSION'), ('FULL_SEMESTER_BUNDLE')) AS types (type);
INSERT INTO "group_session_templates"
SELECT 'g' || n, 'c' || n % 5, 't' || n, 1, '03:00', '04:00', 3, 15, false FROM sizes, generate_series(0, tas - 1) AS n;
CREATE TEMP TABLE planned AS
SELECT n, n % tas AS ta, n / tas AS hour, (n / tas) % 24 = 3 AS is_group, n % 13 = 0 AS is_cancelled,
    (n / tas * 7 + n % tas) % students AS student
FROM sizes, generate_series(0, bookings - 1) AS n;
INSERT INTO "bundle_purchases"
SELECT 'p' || student || '-' || ta % 5, 's' || student, 'c' || ta % 5, 'FULL_SEMESTER_BUNDLE' || ta % 5,
    'FULL_SEMESTER',
       count(*) + 2, count(*) FILTER (WHERE is_cancelled) + 2, '2021-01-01', '2060-01-01', '2021-02-01', '2021-02-01'
FROM planned WHERE NOT is_group AND n % 3 = 0 GROUP BY student, ta % 5;
INSERT INTO "bookings"
SELECT 'b' || n, 'c' || ta % 5, 't' || ta,
       (CASE WHEN is_cancelled THEN 'CANCELLED' WHEN NOT is_group THEN 'BOOKED' WHEN n % 2 = 0 THEN 'FULL' ELSE
           'AVAILABLE' END)::"Status",
       (CASE WHEN is_group THEN 'GROUP' ELSE 'INDIVIDUAL' END)::"SessionType",
           '2022-01-01'::timestamp + hour * interval '1 hour', 60,
       CASE WHEN is_group THEN 15 WHEN n % 3 = 0 THEN 0 ELSE 30 END, CASE WHEN is_group THEN 'g' || ta END,
       CASE WHEN NOT is_group AND n % 3 = 0 THEN 'p' || student || '-' || ta % 5 END,
           '2021-06-01'::timestamp + n * interval '1 minute', '2022-01-01'
FROM planned;
INSERT INTO "booking_students"
SELECT 'b' || n, 's' || CASE WHEN is_group THEN (ta * 3 + seat) % students ELSE student END
FROM planned, sizes, generate_series(0, 2) AS seat WHERE seat = 0 OR (is_group AND (seat = 1 OR n % 2 = 0));
ANALYZE;
