-- A small school without damage: what the application of the first generation writes.
INSERT INTO "students" VALUES
    ('ann', 'ann@school.example', 'Ann', '2025-09-01 08:00:00.123', '2025-09-02 08:00'),
    ('bob', 'Bob@School.Example', 'Bob', '2025-09-01 09:00', '2025-09-01 09:00'),
    ('cem', 'cem@school.example', 'Cem', '2025-09-01 10:00', '2025-09-01 10:00'),
    ('dua', 'dua@school.example', 'Dua', '2025-09-01 11:00', '2025-09-01 11:00');
INSERT INTO "tas" VALUES ('tom', 'Tom', 'MSc', 3.7, 'Patient'), ('ula', 'Ula', NULL, NULL, NULL);
INSERT INTO "courses" VALUES ('c248', 'COMP 248', 'Programming I', 'Java'), ('c249', 'COMP 249', 'Programming II',
    NULL);
INSERT INTO "course_tas" VALUES ('c248', 'tom'), ('c248', 'ula'), ('c249', 'ula');
INSERT INTO "products" VALUES
    ('single', 'c248', 'One session', 'INDIVIDUAL_SESSION', 'An hour', 30, true),
    ('bundle', 'c248', 'Semester', 'FULL_SEMESTER_BUNDLE', NULL, 250.5, true),
    ('pass', 'c248', 'Group', 'GROUP_SESSION_PASS', NULL, 15, false);
INSERT INTO "group_session_templates" VALUES ('tue', 'c248', 'tom', 2, '18:00', '19:30', 3, 15, true);
INSERT INTO "bundle_purchases" VALUES
    ('ten', 'ann', 'c248', 'bundle', 'FULL_SEMESTER', 10, 8, '2026-01-01', '2026-05-01', '2026-01-02', '2026-01-02');
INSERT INTO "bookings" VALUES
    ('i1', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-02-02 10:00', 60, 0, NULL, 'ten', '2026-02-01 10:00',
        '2026-02-01 10:00'),
    ('i2', 'c248', 'ula', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:00', 90, 0, NULL, 'ten', '2026-02-01 11:00',
        '2026-02-01 11:00'),
    ('i3', 'c248', 'tom', 'CANCELLED', 'INDIVIDUAL', '2026-04-06 10:00', 60, 0, NULL, 'ten', '2026-02-01 12:00',
        '2026-02-03 12:00'),
    ('i4', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:00', 30, 32.5, NULL, NULL, '2026-02-01 13:00',
        '2026-02-01 13:00'),
    ('g1', 'c248', 'tom', 'FULL', 'GROUP', '2026-02-03 23:00', 90, 15, 'tue', NULL, '2026-01-10', '2026-01-20'),
    ('g2', 'c248', 'tom', 'AVAILABLE', 'GROUP', '2026-04-07 22:00', 90, 15, 'tue', NULL, '2026-01-10', '2026-01-10'),
    ('g3', 'c248', 'tom', 'CANCELLED', 'GROUP', '2026-04-14 22:00', 90, 15, 'tue', NULL, '2026-01-10', '2026-03-01');
INSERT INTO "booking_students" VALUES
    ('i1', 'ann'), ('i2', 'ann'), ('i3', 'ann'), ('i4', 'bob'), ('g1', 'ann'), ('g1', 'bob'), ('g1', 'cem'), ('g2',
        'dua'),
    ('g2', 'bob'), ('g3', 'ann'), ('g3', 'dua');
