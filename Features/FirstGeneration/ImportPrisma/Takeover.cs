namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>The statements that make rows here of rows there.</summary>
internal static class Takeover
{
    private const string Blanks = EmailKey.Blanks;

    /// <summary>The kinds of rows that have an id, in the order in which they refer to each other.</summary>
    public static readonly string[] Kinds =
        ["student", "ta", "course", "product", "group_session_template", "bundle_purchase", "booking"];

    /// <summary>Nobody may change what was compared before it is written.</summary>
    public static readonly string Begin =
        $"""
        LOCK TABLE {string.Join(", ", Kinds.Select(kind => $"{kind}s"))}, booking_students, course_tas, legacy_ids
            IN SHARE ROW EXCLUSIVE MODE;
        SET LOCAL work_mem = '64MB';
        CREATE TEMP TABLE institution (zone text, decimals int, now timestamptz) ON COMMIT DROP;
        CREATE TEMP TABLE findings (
            number bigint GENERATED ALWAYS AS IDENTITY, level text, code text, kind text, legacy_id text,
            leaves_out boolean, sentence text) ON COMMIT DROP
        """;

    /// <summary>Recognises what was taken over before. A row that is gone here stays gone.</summary>
    public static readonly string Recognise = string.Concat(Kinds.Select(kind =>
        $"""
        ALTER TABLE old_{kind}s ADD id uuid, ADD is_known boolean NOT NULL DEFAULT false,
            ADD is_out boolean NOT NULL DEFAULT false;
        UPDATE old_{kind}s o
        SET id = l.id, is_known = true, is_out = NOT EXISTS (SELECT FROM {kind}s WHERE id = l.id)
        FROM legacy_ids l WHERE l.kind = '{kind}' AND l.legacy_id = o.legacy_id;
        CREATE INDEX ON old_{kind}s (legacy_id);
        ANALYZE old_{kind}s;

        """))
        + """
        CREATE INDEX ON old_course_tas (course, ta);
        ALTER TABLE old_group_session_templates ADD start_time time, ADD end_time time, ADD zone text;
        UPDATE old_group_session_templates SET zone = institution.zone,
            start_time = CASE WHEN start_text ~ '^\s*([01]?\d|2[0-3]):[0-5]\d\s*$' THEN btrim(start_text)::time END,
            end_time = CASE WHEN end_text ~ '^\s*([01]?\d|2[0-3]):[0-5]\d\s*$' THEN btrim(end_text)::time
                            WHEN end_text ~ '^\s*24:00\s*$' THEN '00:00' END
        FROM institution;
        UPDATE old_group_session_templates o SET capacity = t.capacity, zone = t.time_zone
        FROM group_session_templates t WHERE t.id = o.id;
        """;

    /// <summary>Gives ids to the new rows of a kind that are not left out.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="at">The instant that the ids carry: that of the takeover if none is known of the row.</param>
    public static string GiveIds(string kind, string at = "(SELECT now FROM institution)") =>
        $"UPDATE old_{kind}s SET id = {NewId(at)} WHERE NOT is_known AND NOT is_out;\n";

    /// <summary>What bookings and bundle purchases will be, once it is known which are taken over.</summary>
    public static readonly string Count =
        """
        CREATE TEMP TABLE new_bookings ON COMMIT DROP AS
        SELECT r.*, CASE WHEN old_status = 'CANCELLED' THEN 'CANCELLED'
                         WHEN session_type = 'GROUP' THEN
                             CASE WHEN student_count = capacity THEN 'FULL' ELSE 'AVAILABLE' END
                         WHEN old_status = 'REQUESTED' THEN 'REQUESTED'
                         ELSE 'BOOKED' END AS status
        FROM (
            SELECT o.legacy_id, o.id, c.id AS course_id, t.id AS ta_id, o.status AS old_status, o.session_type,
                   o.starts_at, o.ends_at, o.price, b.id AS bundle_id, o.bundle, o.created_at, o.updated_at,
                   CASE o.session_type WHEN 'GROUP' THEN g.id END AS template_id,
                   CASE o.session_type WHEN 'GROUP' THEN (o.starts_at AT TIME ZONE g.zone)::date END AS local_date,
                   CASE o.session_type WHEN 'GROUP' THEN g.capacity ELSE 1 END AS capacity,
                   CASE WHEN o.status = 'CANCELLED' THEN 0 ELSE coalesce(n.taken, 0) END AS student_count
            FROM old_bookings o JOIN old_courses c ON c.legacy_id = o.course
            JOIN old_tas t ON t.legacy_id = o.ta
            LEFT JOIN old_group_session_templates g ON g.legacy_id = o.template
            LEFT JOIN old_bundle_purchases b ON b.legacy_id = o.bundle
            LEFT JOIN (SELECT booking, count(*) AS taken FROM seats WHERE NOT is_out GROUP BY booking) n
                ON n.booking = o.legacy_id
            WHERE NOT o.is_known AND NOT o.is_out
        ) AS r;
        CREATE INDEX ON new_bookings (legacy_id);
        ANALYZE new_bookings;
        CREATE TEMP TABLE new_bundle_purchases ON COMMIT DROP AS
        SELECT o.*, coalesce(paid.sessions, 0) AS booked
        FROM old_bundle_purchases o LEFT JOIN (
            SELECT bundle, count(*) AS sessions FROM new_bookings WHERE status <> 'CANCELLED' GROUP BY bundle
        ) AS paid ON paid.bundle = o.legacy_id
        WHERE NOT o.is_known AND NOT o.is_out;

        """;

    /// <summary>Bundle purchases taken over before pay for new bookings, too.</summary>
    public const string PayFromKnownBundles =
        """
        UPDATE bundle_purchases b
        SET remaining_sessions = remaining_sessions - paid.sessions, updated_at = institution.now
        FROM (SELECT n.bundle_id, count(*) AS sessions
              FROM new_bookings n JOIN old_bundle_purchases o ON o.id = n.bundle_id AND o.is_known
              WHERE n.status <> 'CANCELLED' GROUP BY n.bundle_id) AS paid CROSS JOIN institution
        WHERE b.id = paid.bundle_id
        """;

    /// <summary>The statements that write, each with the table whose new rows it counts.</summary>
    public static readonly (string Table, string Statement)[] Writes =
    [
        (
            "students",
            $"""
            INSERT INTO students (id, email, name, created_at, updated_at)
            SELECT id, btrim(email, {Blanks}), {Tidied("name")}, created_at, updated_at
            FROM old_students WHERE NOT is_known AND NOT is_out ORDER BY id
            """
        ),
        (
            // They had no emails. Nothing is ever delivered to this domain (RFC 2606).
            "tas",
            $"""
            INSERT INTO tas (id, name, email, degree, gpa, bio, time_zone, is_active)
            SELECT o.id, {Tidied("name")}, o.id || '@ta.invalid', nullif({Tidied("degree")}, ''),
                   CASE WHEN gpa >= 0 AND gpa <= 4.3 THEN round(gpa::numeric, 2) END, nullif({Tidied("bio")}, ''),
                   institution.zone, true
            FROM old_tas o CROSS JOIN institution WHERE NOT is_known AND NOT is_out
            """
        ),
        (
            "courses",
            $"""
            INSERT INTO courses (id, code, name, description, is_active)
            SELECT id, {Tidied("code")}, {Tidied("name")}, nullif({Tidied("description")}, ''), true
            FROM old_courses WHERE NOT is_known AND NOT is_out
            """
        ),
        (
            // Between a course and a TA who are both known, what was changed here counts.
            "course_tas",
            """
            INSERT INTO course_tas (course_id, ta_id)
            SELECT c.id, t.id FROM old_course_tas o JOIN old_courses c ON c.legacy_id = o.course
            JOIN old_tas t ON t.legacy_id = o.ta
            WHERE NOT c.is_out AND NOT t.is_out AND NOT (c.is_known AND t.is_known)
            """
        ),
        (
            "products",
            $"""
            INSERT INTO products (id, course_id, name, product_type, description, base_price, included_sessions,
                                  valid_from, valid_to, is_active)
            SELECT o.id, c.id, {Tidied("o.name")}, product_type, nullif({Tidied("o.description")}, ''), price,
                   CASE WHEN is_bundle THEN coalesce(b.total_sessions, 1) END,
                   CASE WHEN is_bundle THEN coalesce(b.valid_from, institution.now - interval '1 day') END,
                   CASE WHEN is_bundle THEN coalesce(b.valid_to, institution.now) END,
                   is_active AND (b.product IS NOT NULL OR NOT is_bundle)
            FROM old_products o JOIN old_courses c ON c.legacy_id = o.course
            LEFT JOIN bundle_terms b ON b.product = o.legacy_id
            CROSS JOIN LATERAL (SELECT product_type LIKE '%\_BUNDLE' AS is_bundle) AS kind CROSS JOIN institution
            WHERE NOT o.is_known AND NOT o.is_out
            """
        ),
        (
            "group_session_templates",
            """
            INSERT INTO group_session_templates (id, course_id, ta_id, day_of_week, start_time, end_time, time_zone,
                                                 capacity, price_per_student, is_active)
            SELECT o.id, c.id, t.id, day_of_week, start_time, end_time, zone, capacity, price, is_active
            FROM old_group_session_templates o JOIN old_courses c ON c.legacy_id = o.course
            JOIN old_tas t ON t.legacy_id = o.ta
            WHERE NOT o.is_known AND NOT o.is_out
            """
        ),
        (
            // The old database does not say what was paid.
            "bundle_purchases",
            """
            INSERT INTO bundle_purchases (id, student_id, course_id, product_id, coverage_type, total_sessions,
                                          remaining_sessions, valid_from, valid_to, price_paid, created_at, updated_at)
            SELECT o.id, s.id, c.id, p.id, coverage_type, total_sessions, total_sessions - booked, valid_from,
                   valid_to, p.price, o.created_at, o.updated_at
            FROM new_bundle_purchases o JOIN old_students s ON s.legacy_id = o.student
            JOIN old_courses c ON c.legacy_id = o.course JOIN old_products p ON p.legacy_id = o.product
            ORDER BY o.id
            """
        ),
        (
            // The old system knew no breaks.
            "bookings",
            """
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until,
                                  price_per_student, capacity, student_count, group_session_template_id, local_date,
                                  bundle_purchase_id, cancelled_at, created_at, updated_at)
            SELECT id, course_id, ta_id, status, session_type, starts_at, ends_at, ends_at, price, capacity,
                   student_count, template_id, local_date, bundle_id,
                   CASE status WHEN 'CANCELLED' THEN updated_at END, created_at, updated_at
            FROM new_bookings ORDER BY starts_at
            """
        ),
        (
            // When somebody joined is not known, only when the session was made.
            "booking_students",
            """
            INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
            SELECT b.id, s.student, b.created_at, b.starts_at, b.ends_at, b.status <> 'CANCELLED'
            FROM new_bookings b JOIN seats s ON s.booking = b.legacy_id
            WHERE NOT s.is_out ORDER BY b.starts_at
            """
        ),
        (
            "legacy_ids",
            string.Join("\nUNION ALL\n", Kinds.Select((kind, index) =>
                $"{(index == 0 ? "INSERT INTO legacy_ids (id, kind, legacy_id)\n" : "")}"
                + $"SELECT id, '{kind}', legacy_id FROM old_{kind}s WHERE NOT is_known AND NOT is_out"))
        ),
    ];

    private static string Tidied(string text) => $"btrim(normalize({text}, NFC), {Blanks})";

    /// <summary>A UUID of version 7 (RFC 9562) made at an instant; it counts from 1970.</summary>
    private static string NewId(string at) =>
        $"""
        encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(
            int8send(greatest(0, floor(extract(epoch FROM {at}) * 1000)::bigint)) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1),
            'hex')::uuid
        """;
}
