using static Engify.Features.FirstGeneration.ImportPrisma.Flaw;

namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>What is looked for in each table, in the order in which tables refer to each other.</summary>
internal static class Flaws
{
    private const string Blanks = EmailKey.Blanks;

    private const string DoesNotTeach =
        "NOT EXISTS (SELECT FROM old_course_tas teaching WHERE teaching.course = o.course AND teaching.ta = o.ta)";

    public static readonly string OfStudents =
        Find(
            "student", "old_students o",
            OutOfTime("o.created_at", "o.updated_at"),
            Conflict(
                "email_too_long", "char_length(o.email) > 254",
                "'Its email has more than the 254 characters that an address may have.'"),
            Mended(
                "email_trimmed", $"o.email <> btrim(o.email, {Blanks})",
                "'There are blanks around its email: they are removed.'"),
            Kept(
                "email_no_address",
                $"btrim(o.email, {Blanks}) !~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'",
                "format('Its email, ''%s'', is no address: give it another before you invite this student.', o.email)"))
        + Taken("student", "email", "created_at, legacy_id COLLATE \"C\"");

    public static readonly string OfTas = Find(
        "ta", "old_tas o",
        ConflictOfPart(
            "gpa_out_of_range", "o.gpa IS NOT NULL AND NOT (o.gpa >= 0 AND o.gpa <= 4.3)",
            "format('%s is no grade-point average from 0 to 4.3: the TA is taken over without it.', o.gpa)"),
        Mended(
            "gpa_rounded", "o.gpa >= 0 AND o.gpa <= 4.3 AND round(o.gpa::numeric, 2) <> o.gpa::numeric",
            "format('Its grade-point average of %s is rounded to %s.', o.gpa, round(o.gpa::numeric, 2))"));

    public static readonly string OfCourses = Taken("course", "code", "legacy_id COLLATE \"C\"");

    public static readonly string OfProducts =
        // How many sessions a bundle holds, and when it is valid, stands only with what was bought.
        """
        CREATE TEMP TABLE bundle_terms ON COMMIT DROP AS
        SELECT DISTINCT ON (product) product, total_sessions, valid_from, valid_to FROM old_bundle_purchases
        WHERE total_sessions > 0 AND valid_from < valid_to
          AND valid_from >= '1900-01-01Z' AND valid_to < '9999-01-01Z'
        ORDER BY product, created_at DESC, legacy_id COLLATE "C" DESC;
        """
        + Find(
            "product",
            """
            old_products o LEFT JOIN old_courses c ON c.legacy_id = o.course
            LEFT JOIN bundle_terms ON bundle_terms.product = o.legacy_id
            """,
            Without("c", "course", "o.course"),
            Unpayable,
            Conflict(
                "product_type_taken",
                "EXISTS (SELECT FROM products p WHERE p.course_id = c.id AND p.product_type = o.product_type)",
                "format('Engify has a %s of this course already.', o.product_type)"),
            Mended(
                "bundle_terms_of_last_purchase",
                "o.product_type LIKE '%\\_BUNDLE' AND bundle_terms.product IS NOT NULL",
                """
                format('The old database does not say what it holds: it gets the terms of its last purchase, '
                    || '%s sessions from %s to %s.', bundle_terms.total_sessions,
                    bundle_terms.valid_from AT TIME ZONE 'UTC', bundle_terms.valid_to AT TIME ZONE 'UTC')
                """),
            Mended(
                "bundle_terms_unknown",
                "o.product_type LIKE '%\\_BUNDLE' AND bundle_terms.product IS NULL",
                """
                'The old database does not say what it holds, and nobody bought it: '
                || 'it is inactive until you give it sessions and a validity.'
                """));

    public static readonly string OfTemplates = Find(
        "group_session_template",
        """
        old_group_session_templates o LEFT JOIN old_courses c ON c.legacy_id = o.course
        LEFT JOIN old_tas t ON t.legacy_id = o.ta
        """,
        Without("c", "course", "o.course"),
        Without("t", "ta", "o.ta"),
        Unpayable,
        Conflict(
            "template_day", "o.day_of_week NOT BETWEEN 0 AND 6",
            "format('Its day %s is none from 0, Sunday, to 6, Saturday.', o.day_of_week)"),
        Conflict(
            "template_times",
            "o.start_time IS NULL OR o.end_time IS NULL OR (o.end_time <= o.start_time AND o.end_time > '00:00')",
            "format('It cannot last from ''%s'' to ''%s''.', o.start_text, o.end_text)"),
        Conflict(
            "template_capacity", "o.capacity <= 0", "format('It has room for %s students.', o.capacity)"),
        Mended(
            "template_times_written",
            "o.start_text <> to_char(o.start_time, 'HH24:MI') OR o.end_text <> to_char(o.end_time, 'HH24:MI')",
            """
            format('Its times, ''%s'' and ''%s'', are %s and %s.', o.start_text, o.end_text,
                to_char(o.start_time, 'HH24:MI'), to_char(o.end_time, 'HH24:MI'))
            """),
        Kept("ta_does_not_teach", DoesNotTeach, "format('Its TA %s does not teach its course %s.', o.ta, o.course)"));

    public static readonly string OfBundlePurchases = Find(
        "bundle_purchase",
        """
        old_bundle_purchases o LEFT JOIN old_students s ON s.legacy_id = o.student
        LEFT JOIN old_courses c ON c.legacy_id = o.course LEFT JOIN old_products p ON p.legacy_id = o.product
        """,
        Without("s", "student", "o.student"),
        Without("c", "course", "o.course"),
        Without("p", "product", "o.product"),
        OutOfTime("o.valid_from", "o.valid_to", "o.created_at", "o.updated_at"),
        Conflict("bundle_total", "o.total_sessions <= 0", "format('It holds %s sessions.', o.total_sessions)"),
        Conflict("bundle_validity", "o.valid_to <= o.valid_from", "'Its validity ends before it begins.'"),
        Conflict(
            "bundle_already_purchased",
            """
            EXISTS (SELECT FROM bundle_purchases b WHERE b.student_id = s.id AND b.product_id = p.id
                AND b.valid_from < o.valid_to AND o.valid_from < b.valid_to)
            """,
            "'Engify has a purchase of this product by this student already, for an overlapping period.'"),
        Kept(
            "bundle_product_type", "p.product_type NOT LIKE '%\\_BUNDLE'",
            "format('Its product %s is no bundle but a %s.', o.product, p.product_type)"),
        Kept(
            "bundle_coverage_type",
            """
            p.product_type LIKE '%\_BUNDLE'
            AND (p.product_type = 'FULL_SEMESTER_BUNDLE') <> (o.coverage_type = 'FULL_SEMESTER')
            """,
            "format('It covers %s, but its product %s is a %s.', o.coverage_type, o.product, p.product_type)"),
        Kept(
            "bundle_of_other_course", "p.course <> o.course",
            "format('It is for course %s, but its product %s is of course %s.', o.course, o.product, p.course)"));

    public static readonly string OfBookings =
        """
        CREATE TEMP TABLE seats ON COMMIT DROP AS
        SELECT p.booking, p.student AS old_student, s.id AS student, s.is_out IS NOT FALSE AS is_out
        FROM old_booking_students p JOIN old_bookings b ON b.legacy_id = p.booking
        LEFT JOIN old_students s ON s.legacy_id = p.student
        WHERE NOT b.is_known;
        CREATE INDEX ON seats (booking);
        ANALYZE seats;
        """
        + Find(
            "booking",
            """
            old_bookings o LEFT JOIN old_courses c ON c.legacy_id = o.course
            LEFT JOIN old_tas t ON t.legacy_id = o.ta
            LEFT JOIN old_group_session_templates g ON g.legacy_id = o.template
            LEFT JOIN old_bundle_purchases b ON b.legacy_id = o.bundle
            LEFT JOIN (
                SELECT booking, count(*) FILTER (WHERE NOT is_out) AS taken,
                       min(old_student) FILTER (WHERE is_out) AS lost
                FROM seats GROUP BY booking
            ) n ON n.booking = o.legacy_id
            """,
            Without("c", "course", "o.course"),
            Without("t", "ta", "o.ta"),
            Without("g", "group_session_template", "o.template"),
            Without("b", "bundle_purchase", "o.bundle"),
            Conflict(
                "student_left_out", "o.session_type = 'INDIVIDUAL' AND n.lost IS NOT NULL",
                "format('Its student %s is left out.', n.lost)"),
            ConflictOfPart(
                "student_left_out", "o.session_type = 'GROUP' AND n.lost IS NOT NULL",
                "format('Its student %s is left out, so this session is taken over without that seat.', n.lost)"),
            OutOfTime("o.starts_at", "o.ends_at", "o.created_at", "o.updated_at"),
            Unpayable,
            Conflict("session_duration", "o.minutes <= 0", "format('It lasts %s minutes.', o.minutes)"),
            Conflict(
                "template_missing", "o.session_type = 'GROUP' AND o.template IS NULL",
                "'It is a group session whose template was deleted, so nobody knows its capacity.'"),
            Conflict(
                "session_without_student",
                "o.session_type = 'INDIVIDUAL' AND o.status <> 'CANCELLED' AND n.booking IS NULL",
                "'It is an individual session, and nobody is in it.'"),
            Conflict(
                "session_overfull",
                """
                o.status <> 'CANCELLED' AND g.is_out IS NOT TRUE
                AND n.taken > CASE o.session_type WHEN 'INDIVIDUAL' THEN 1 ELSE g.capacity END
                """,
                """
                format('It has room for %s students, and %s are in it.',
                    CASE o.session_type WHEN 'INDIVIDUAL' THEN 1 ELSE g.capacity END, n.taken)
                """),
            Mended(
                "template_of_individual", "o.session_type = 'INDIVIDUAL' AND o.template IS NOT NULL",
                "format('It is an individual session, so it loses its template %s.', o.template)"),
            Kept(
                "bundle_of_another",
                """
                o.bundle IS NOT NULL AND (b.course <> o.course OR NOT EXISTS (
                    SELECT FROM seats WHERE seats.booking = o.legacy_id AND seats.old_student = b.student))
                """,
                "format('The bundle purchase %s that paid is of another student or course.', o.bundle)"),
            Kept(
                "booked_in_the_past", "o.starts_at < o.created_at", "'It was booked after it had begun.'"),
            Kept(
                "ta_does_not_teach", DoesNotTeach,
                "format('Its TA %s does not teach its course %s.', o.ta, o.course)"))
        // A template has one session on a date, whether called off or not.
        + Find(
            "booking",
            """
            (SELECT o.*, row_number() OVER (
                 PARTITION BY o.template, (o.starts_at AT TIME ZONE g.zone)::date
                 ORDER BY o.status = 'CANCELLED', o.created_at, o.legacy_id COLLATE "C") AS place,
                 EXISTS (SELECT FROM bookings b WHERE b.group_session_template_id = g.id
                         AND b.local_date = (o.starts_at AT TIME ZONE g.zone)::date) AS is_taken
             FROM old_bookings o JOIN old_group_session_templates g ON g.legacy_id = o.template
             WHERE o.session_type = 'GROUP' AND NOT o.is_known AND NOT o.is_out) AS o
            """,
            Conflict(
                "session_twice", "o.place > 1 OR o.is_taken",
                "format('Its template %s has another session on the same date.', o.template)"));

    /// <summary>Finds what is wrong only once it is known which sessions are taken over.</summary>
    public static readonly string OfBalances =
        """
        INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence)
        SELECT 'mended', 'session_status', 'booking', legacy_id, false,
               format('It was %s, with %s of %s students: it is %s.', old_status, student_count, capacity, status)
        FROM new_bookings WHERE status <> old_status ORDER BY legacy_id COLLATE "C";
        INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence)
        SELECT 'mended', 'bundle_balance', 'bundle_purchase', legacy_id, false,
               format('%s of %s sessions remained, and %s are booked: %s remain.',
                      remaining_sessions, total_sessions, booked, total_sessions - booked)
        FROM new_bundle_purchases WHERE remaining_sessions <> total_sessions - booked ORDER BY legacy_id COLLATE "C";
        """;

    /// <summary>Two rows are the same but for case; the first one stays.</summary>
    private static string Taken(string kind, string column, string order) => Find(
        kind,
        $"""
        (SELECT o.*, row_number() OVER (PARTITION BY key ORDER BY {order}) AS place,
                EXISTS (SELECT FROM {kind}s t WHERE email_key(t.{column}) = key) AS is_here
         FROM (SELECT o.*, email_key(btrim({column}, {Blanks})) AS key FROM old_{kind}s o
               WHERE NOT is_known AND NOT is_out) AS o) AS o
        """,
        Conflict(
            $"{column}_taken", "o.place > 1 OR o.is_here",
            $"format('Another {kind} has its {column}, ''%s'', apart from case.', o.{column})"));
}
