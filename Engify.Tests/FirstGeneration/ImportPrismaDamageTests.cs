using System.Text.RegularExpressions;

namespace Engify.Tests.FirstGeneration;

/// <summary>
/// Each kind of damage that a database of the first generation may have, by itself: what is said of it, that nothing is
/// written because of a conflict, and that what is taken over without it keeps every promise.
/// </summary>
public sealed class ImportPrismaDamageTests(TakeoverFixture engify) : IClassFixture<TakeoverFixture>
{
    /// <summary>The old database never says what a bundle holds.</summary>
    private const string Terms =
        "mended bundle_terms_of_last_purchase product bundle: The old database does not say what it holds: "
        + "it gets the terms of its last purchase, 10 sessions from 2026-01-01 00:00:00 to 2026-05-01 00:00:00.";

    /// <summary>The SQL that does the damage, what is said, and how many rows are left out.</summary>
    public static readonly TheoryData<string, string[]> Damages = new()
    {
        // Sessions
        {
            """
            INSERT INTO "bookings" VALUES ('x', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-03-20', 60, 30, NULL,
                NULL, '2026-03-01', '2026-03-01')
            """,
            ["conflict session_without_student booking x: It is an individual session, and nobody is in it."]
        },
        {
            """INSERT INTO "booking_students" VALUES ('i4', 'cem')""",
            ["conflict session_overfull booking i4: It has room for 1 students, and 2 are in it."]
        },
        {
            """INSERT INTO "booking_students" VALUES ('g1', 'dua')""",
            ["conflict session_overfull booking g1: It has room for 3 students, and 4 are in it."]
        },
        {
            """
            INSERT INTO "bookings" VALUES ('x', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:29:59.999', 60,
                30, NULL, NULL, '2026-03-01', '2026-03-01');
            INSERT INTO "booking_students" VALUES ('x', 'cem')
            """,
            ["conflict ta_double_booked booking x: Its TA tom is in booking i4 at the same time."]
        },
        {
            // The one that was made first stays, whichever begins first.
            """
            INSERT INTO "bookings" VALUES ('x', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 08:00', 600, 30,
                NULL, NULL, '2026-01-01', '2026-01-01');
            INSERT INTO "booking_students" VALUES ('x', 'cem')
            """,
            ["conflict ta_double_booked booking i4: Its TA tom is in booking x at the same time."]
        },
        {
            // What meets only a session that is left out stays.
            """
            INSERT INTO "bookings" VALUES
                ('x', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:15', 60, 30, NULL, NULL, '2026-02-02',
                    '2026-02-02'),
                ('y', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 11:00', 60, 30, NULL, NULL, '2026-02-03',
                    '2026-02-03');
            INSERT INTO "booking_students" VALUES ('x', 'cem'), ('y', 'dua')
            """,
            ["conflict ta_double_booked booking x: Its TA tom is in booking i4 at the same time."]
        },
        {
            // Back to back.
            """
            INSERT INTO "bookings" VALUES ('x', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:30', 60, 30,
                NULL, NULL, '2026-02-02', '2026-02-02');
            INSERT INTO "booking_students" VALUES ('x', 'bob')
            """,
            []
        },
        {
            """
            INSERT INTO "tas" VALUES ('vic', 'Vic');
            INSERT INTO "course_tas" VALUES ('c248', 'vic');
            INSERT INTO "bookings" VALUES ('x', 'c248', 'vic', 'BOOKED', 'INDIVIDUAL', '2026-04-06 09:30', 31, 30,
                NULL, NULL, '2026-02-02', '2026-02-02');
            INSERT INTO "booking_students" VALUES ('x', 'bob')
            """,
            ["conflict student_double_booked booking x: Its student bob is in booking i4 at the same time."]
        },
        {
            // Of a group session, only the seat is left out.
            """
            INSERT INTO "bookings" VALUES ('x', 'c248', 'ula', 'BOOKED', 'INDIVIDUAL', '2026-04-07 22:00', 60, 30,
                NULL, NULL, '2026-01-02', '2026-01-02');
            INSERT INTO "booking_students" VALUES ('x', 'bob')
            """,
            ["conflict student_double_booked booking g2: Its student bob is in booking x at the same time, "
             + "so this session is taken over without that seat."]
        },
        {
            """UPDATE "bookings" SET "durationMinutes" = 0 WHERE "id" = 'i4'""",
            ["conflict session_duration booking i4: It lasts 0 minutes."]
        },
        {
            """UPDATE "bookings" SET "durationMinutes" = -2147483648 WHERE "id" = 'i3'""",
            ["conflict time_out_of_range booking i3: One of its times is before 1900 or after 9998.",
             "conflict session_duration booking i3: It lasts -2147483648 minutes."]
        },
        {
            """UPDATE "bookings" SET "date" = 'infinity' WHERE "id" = 'i4'""",
            ["conflict time_out_of_range booking i4: One of its times is before 1900 or after 9998."]
        },
        {
            """UPDATE "bookings" SET "date" = '294276-12-31' WHERE "id" = 'i4'""",
            ["conflict time_out_of_range booking i4: One of its times is before 1900 or after 9998."]
        },
        {
            """UPDATE "bookings" SET "createdAt" = '4000-01-01 BC' WHERE "id" = 'i4'""",
            ["conflict time_out_of_range booking i4: One of its times is before 1900 or after 9998."]
        },
        {
            """UPDATE "bookings" SET "pricePerStudent" = -1 WHERE "id" = 'i4'""",
            ["conflict price_not_payable booking i4: Its price of -1.00 is negative, or has more decimals than the "
             + "currency."]
        },
        {
            """UPDATE "bookings" SET "pricePerStudent" = 'NaN' WHERE "id" = 'i4'""",
            ["conflict price_not_payable booking i4: Its price of NaN is negative, or has more decimals than the "
             + "currency."]
        },
        {
            """UPDATE "bookings" SET "status" = 'AVAILABLE' WHERE "id" = 'g1'""",
            ["mended session_status booking g1: It was AVAILABLE, with 3 of 3 students: it is FULL."]
        },
        {
            """UPDATE "bookings" SET "status" = 'FULL' WHERE "id" = 'g2'""",
            ["mended session_status booking g2: It was FULL, with 2 of 3 students: it is AVAILABLE."]
        },
        {
            """UPDATE "bookings" SET "status" = 'AVAILABLE' WHERE "id" = 'i4'""",
            ["mended session_status booking i4: It was AVAILABLE, with 1 of 1 students: it is BOOKED."]
        },
        {
            """UPDATE "bookings" SET "status" = 'BOOKED' WHERE "id" = 'g2'""",
            ["mended session_status booking g2: It was BOOKED, with 2 of 3 students: it is AVAILABLE."]
        },
        { """UPDATE "bookings" SET "status" = 'REQUESTED' WHERE "id" = 'i4'""", [] },
        {
            """UPDATE "bookings" SET "createdAt" = '2026-02-02 10:01' WHERE "id" = 'i1'""",
            ["kept booked_in_the_past booking i1: It was booked after it had begun."]
        },
        {
            """DELETE FROM "course_tas" WHERE "taId" = 'tom'""",
            ["kept ta_does_not_teach group_session_template tue: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking g1: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking g2: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking g3: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking i1: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking i3: Its TA tom does not teach its course c248.",
             "kept ta_does_not_teach booking i4: Its TA tom does not teach its course c248."]
        },
        {
            """DELETE FROM "group_session_templates" """,
            ["conflict template_missing booking g1: It is a group session whose template was deleted, so nobody "
             + "knows its capacity.",
             "conflict template_missing booking g2: It is a group session whose template was deleted, so nobody "
             + "knows its capacity.",
             "conflict template_missing booking g3: It is a group session whose template was deleted, so nobody "
             + "knows its capacity."]
        },
        {
            """UPDATE "bookings" SET "groupSessionTemplateId" = 'tue' WHERE "id" = 'i4'""",
            ["mended template_of_individual booking i4: It is an individual session, so it loses its template tue."]
        },
        {
            """
            INSERT INTO "bookings" VALUES
                ('x', 'c248', 'ula', 'CANCELLED', 'GROUP', '2026-04-07 22:00', 90, 15, 'tue', NULL, '2026-01-01',
                    '2026-01-01'),
                ('y', 'c248', 'ula', 'AVAILABLE', 'GROUP', '2026-04-14 23:00', 30, 15, 'tue', NULL, '2026-01-11',
                    '2026-01-11')
            """,
            ["conflict session_twice booking g3: Its template tue has another session on the same date.",
             "conflict session_twice booking x: Its template tue has another session on the same date."]
        },

        // Bundles
        {
            """UPDATE "bundle_purchases" SET "remainingSessions" = 7""",
            ["mended bundle_balance bundle_purchase ten: 7 of 10 sessions remained, and 2 are booked: 8 remain."]
        },
        {
            """UPDATE "bundle_purchases" SET "remainingSessions" = 11""",
            ["mended bundle_balance bundle_purchase ten: 11 of 10 sessions remained, and 2 are booked: 8 remain."]
        },
        {
            """UPDATE "bundle_purchases" SET "totalSessions" = 1, "remainingSessions" = -1""",
            ["conflict bundle_overspent booking i2: The bundle purchase ten that paid had no session left.",
             "mended bundle_balance bundle_purchase ten: -1 of 1 sessions remained, and 1 are booked: 0 remain.",
             "mended bundle_terms_of_last_purchase product bundle: The old database does not say what it holds: "
             + "it gets the terms of its last purchase, 1 sessions from 2026-01-01 00:00:00 to 2026-05-01 00:00:00."]
        },
        {
            """UPDATE "bundle_purchases" SET "totalSessions" = 0""",
            ["conflict bundle_total bundle_purchase ten: It holds 0 sessions.",
             "conflict bundle_purchase_left_out booking i1: Its bundle purchase ten is left out.",
             "conflict bundle_purchase_left_out booking i2: Its bundle purchase ten is left out.",
             "conflict bundle_purchase_left_out booking i3: Its bundle purchase ten is left out.",
             "mended bundle_terms_unknown product bundle: The old database does not say what it holds, and nobody "
             + "bought it: it is inactive until you give it sessions and a validity."]
        },
        {
            """UPDATE "bundle_purchases" SET "validTo" = "validFrom" """,
            ["conflict bundle_validity bundle_purchase ten: Its validity ends before it begins.",
             "conflict bundle_purchase_left_out booking i1: Its bundle purchase ten is left out.",
             "conflict bundle_purchase_left_out booking i2: Its bundle purchase ten is left out.",
             "conflict bundle_purchase_left_out booking i3: Its bundle purchase ten is left out.",
             "mended bundle_terms_unknown product bundle: The old database does not say what it holds, and nobody "
             + "bought it: it is inactive until you give it sessions and a validity."]
        },
        {
            """
            UPDATE "bundle_purchases" SET "productId" = 'single'
            """,
            ["kept bundle_product_type bundle_purchase ten: Its product single is no bundle but a INDIVIDUAL_SESSION.",
             "mended bundle_terms_unknown product bundle: The old database does not say what it holds, and nobody "
             + "bought it: it is inactive until you give it sessions and a validity."]
        },
        {
            """UPDATE "bundle_purchases" SET "coverageType" = 'MIDTERM_FINAL_ONLY'""",
            ["kept bundle_coverage_type bundle_purchase ten: It covers MIDTERM_FINAL_ONLY, "
             + "but its product bundle is a FULL_SEMESTER_BUNDLE."]
        },
        {
            """UPDATE "bundle_purchases" SET "courseId" = 'c249'""",
            ["kept bundle_of_other_course bundle_purchase ten: It is for course c249, but its product bundle is of "
             + "course c248.",
             "kept bundle_of_another booking i1: The bundle purchase ten that paid is of another student or course.",
             "kept bundle_of_another booking i2: The bundle purchase ten that paid is of another student or course.",
             "kept bundle_of_another booking i3: The bundle purchase ten that paid is of another student or course."]
        },

        // People and the catalogue
        {
            """
            INSERT INTO "students" VALUES ('eve', 'ANN@school.example', 'Eve', '2025-10-01', '2025-10-01');
            INSERT INTO "booking_students" VALUES ('g2', 'eve');
            UPDATE "bookings" SET "status" = 'FULL' WHERE "id" = 'g2'
            """,
            ["conflict email_taken student eve: Another student has its email, 'ANN@school.example', apart from case.",
             "conflict student_left_out booking g2: Its student eve is left out, so this session is taken over "
             + "without that seat.",
             "mended session_status booking g2: It was FULL, with 2 of 3 students: it is AVAILABLE."]
        },
        {
            """UPDATE "students" SET "email" = ' bob@school.example ', "createdAt" = '2025-08-01' WHERE "id" = 'ann'""",
            ["conflict email_taken student bob: Another student has its email, 'Bob@School.Example', apart from case.",
             "conflict student_left_out booking g1: Its student bob is left out, so this session is taken over "
             + "without that seat.",
             "conflict student_left_out booking g2: Its student bob is left out, so this session is taken over "
             + "without that seat.",
             "conflict student_left_out booking i4: Its student bob is left out.",
             "mended email_trimmed student ann: There are blanks around its email: they are removed.",
             "mended session_status booking g1: It was FULL, with 2 of 3 students: it is AVAILABLE."]
        },
        {
            """UPDATE "students" SET "email" = 'ann at school' WHERE "id" = 'ann'""",
            ["kept email_no_address student ann: Its email, 'ann at school', is no address: "
             + "give it another before you invite this student."]
        },
        {
            """UPDATE "students" SET "email" = '' WHERE "id" = 'ann'""",
            ["kept email_no_address student ann: Its email, '', is no address: "
             + "give it another before you invite this student."]
        },
        {
            """UPDATE "students" SET "email" = repeat('x', 250) || '@x.ca' WHERE "id" = 'dua'""",
            ["conflict email_too_long student dua: Its email has more than the 254 characters that an address may "
             + "have.",
             "conflict student_left_out booking g2: Its student dua is left out, so this session is taken over "
             + "without that seat.",
             "conflict student_left_out booking g3: Its student dua is left out, so this session is taken over "
             + "without that seat."]
        },
        {
            """UPDATE "tas" SET "gpa" = 4.31 WHERE "id" = 'tom'""",
            ["conflict gpa_out_of_range ta tom: 4.31 is no grade-point average from 0 to 4.3: the TA is taken over "
             + "without it."]
        },
        {
            """UPDATE "tas" SET "gpa" = 'NaN' WHERE "id" = 'tom'""",
            ["conflict gpa_out_of_range ta tom: NaN is no grade-point average from 0 to 4.3: the TA is taken over "
             + "without it."]
        },
        {
            """UPDATE "tas" SET "gpa" = 3.666 WHERE "id" = 'tom'""",
            ["mended gpa_rounded ta tom: Its grade-point average of 3.666 is rounded to 3.67."]
        },
        {
            """
            INSERT INTO "courses" VALUES ('d248', 'comp 248', 'Twin', NULL); INSERT INTO "course_tas" VALUES ('d248',
                'ula')
            """,
            ["conflict code_taken course d248: Another course has its code, 'comp 248', apart from case."]
        },
        {
            """INSERT INTO "products" VALUES ('p', 'c249', 'Never bought', 'MIDTERM_FINAL_BUNDLE', NULL, 100, true)""",
            ["mended bundle_terms_unknown product p: The old database does not say what it holds, and nobody bought "
             + "it: "
             + "it is inactive until you give it sessions and a validity."]
        },
        {
            """UPDATE "products" SET "basePrice" = -0.01 WHERE "id" = 'single'""",
            ["conflict price_not_payable product single: Its price of -0.01 is negative, or has more decimals than "
             + "the currency."]
        },
        {
            Template("dayOfWeek", "7"),
            LostTemplate("template_day", "Its day 7 is none from 0, Sunday, to 6, Saturday.")
        },
        {
            Template("dayOfWeek", "-1"),
            LostTemplate("template_day", "Its day -1 is none from 0, Sunday, to 6, Saturday.")
        },
        { Template("startTime", "'6 pm'"), LostTemplate("template_times", "It cannot last from '6 pm' to '19:30'.") },
        { Template("startTime", "'24:00'"), LostTemplate("template_times", "It cannot last from '24:00' to '19:30'.") },
        { Template("endTime", "'18:00'"), LostTemplate("template_times", "It cannot last from '18:00' to '18:00'.") },
        { Template("endTime", "'25:00'"), LostTemplate("template_times", "It cannot last from '18:00' to '25:00'.") },
        { Template("capacity", "0"), LostTemplate("template_capacity", "It has room for 0 students.") },
        {
            Template("pricePerStudent", "-5"),
            LostTemplate("price_not_payable", "Its price of -5.00 is negative, or has more decimals than the currency.")
        },
        {
            Template("endTime", "'24:00'"),
            ["mended template_times_written group_session_template tue: Its times, '18:00' and '24:00', are 18:00 "
             + "and 00:00."]
        },
        {
            Template("startTime", "' 9:05'"),
            ["mended template_times_written group_session_template tue: Its times, ' 9:05' and '19:30', are 09:05 "
             + "and 19:30."]
        },

        // Ids are any text.
        {
            """
            UPDATE "students" SET "id" = repeat('ñ', 40000) WHERE "id" = 'ann';
            UPDATE "students" SET "id" = 'Bob' WHERE "id" = 'bob';
            UPDATE "students" SET "id" = 'bob' WHERE "id" = 'cem';
            UPDATE "bookings" SET "id" = E'line\nbreak ''"%s{0}' WHERE "id" = 'i1';
            UPDATE "bookings" SET "id" = '' WHERE "id" = 'i2'
            """,
            []
        },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Each_damage_is_said_line_by_line_and_leaves_the_rest_whole(string damage, string[] said)
    {
        await using var old = await engify.SmallSchool.CopyAsync();
        await old.ExecuteAsync(damage);
        await engify.ClearAsync();
        var saysTerms = said.Any(line => line.Contains("product bundle:", StringComparison.Ordinal));
        var expected = saysTerms ? said : said.Append(Terms);
        var hasConflict = said.Any(line => line.StartsWith("conflict", StringComparison.Ordinal));
        var before = await engify.FingerprintAsync();

        var (response, lines) = await engify.TakeOverAsync(old);
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        Assert.Equal(hasConflict, response.IsRefused);
        if (hasConflict)
            Assert.Equal(before, await engify.FingerprintAsync());

        (response, var again) = await engify.TakeOverAsync(old, skipsConflicts: true);
        Assert.False(response.IsRefused);
        if (hasConflict)
            Assert.Equal(lines, again);
        Assert.Empty(await engify.CheckAsync());
        await ShouldHaveTakenTheRestAsync(old, lines);

        var taken = await engify.FingerprintAsync();
        (response, var third) = await engify.TakeOverAsync(old, skipsConflicts: true);
        Assert.All(response.Rows, rows => Assert.Equal(0, rows.Count));
        Assert.Equal(taken, await engify.FingerprintAsync());
        // Only what was left out is said again.
        Assert.All(third, line => Assert.StartsWith("conflict", line, StringComparison.Ordinal));
    }

    /// <summary>Everything but what a line says is left out.</summary>
    private async Task ShouldHaveTakenTheRestAsync(OldDatabase old, IReadOnlyList<string> lines)
    {
        foreach (var kind in TakeoverFixture.Kinds)
        {
            var leftOut = lines
                .Where(line => !line.Contains("taken over without", StringComparison.Ordinal))
                .Select(line => Regex.Match(line, $"^conflict \\w+ {kind} (.*?): ", RegexOptions.Singleline))
                .Where(match => match.Success)
                .Select(match => match.Groups[1].Value).Distinct().Count();
            var there = await old.ReadOneAsync($"SELECT count(*) - {leftOut} FROM {kind}s");
            var here = await engify.CountAsync($"legacy_ids JOIN {kind}s USING (id) WHERE kind = '{kind}'");
            Assert.Equal($"{kind} {there}", $"{kind} {here}");
        }
    }

    private static string Template(string column, string value) =>
        $"""UPDATE "group_session_templates" SET "{column}" = {value}""";

    private static string[] LostTemplate(string code, string sentence) =>
    [
        $"conflict {code} group_session_template tue: {sentence}",
        .. Enumerable.Range(1, 3).Select(number =>
            $"conflict group_session_template_left_out booking g{number}: Its group session template tue is left out."),
    ];
}
