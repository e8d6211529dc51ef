namespace Engify.Tests.FirstGeneration;

/// <summary>Schools of several sizes, without damage and with random damage of every kind at once.</summary>
public sealed class ImportPrismaHistoryTests(ImportPrismaHistoryTests.Schools engify)
    : IClassFixture<ImportPrismaHistoryTests.Schools>
{
    private static readonly string[] Tables =
    [
        "students", "tas", "courses", "course_tas", "products", "group_session_templates", "bundle_purchases",
        "bookings", "booking_students",
    ];

    /// <summary>
    /// What may happen to a few rows ({0}: a condition that few rows meet, {1} and {2}: random numbers).
    /// </summary>
    private static readonly string[] Damages =
    [
        """UPDATE bookings SET "date" = "date" + {1} * interval '7 minutes' WHERE {0}""",
        """UPDATE bookings SET "durationMinutes" = "durationMinutes" * ({1} - 1) WHERE {0}""",
        """UPDATE bookings SET "taId" = 't' || {1} % 2 WHERE {0}""",
        """
        UPDATE bookings SET "status" = (ARRAY['REQUESTED', 'BOOKED', 'AVAILABLE', 'FULL',
            'CANCELLED'])[1 + {1} % 5]::"Status" WHERE {0}
        """,
        """UPDATE bookings SET "sessionType" = 'GROUP' WHERE {0}""",
        """UPDATE bookings SET "sessionType" = 'INDIVIDUAL' WHERE {0}""",
        """
        UPDATE bookings SET "groupSessionTemplateId" = (SELECT id FROM group_session_templates ORDER BY id LIMIT 1)
            WHERE {0}
        """,
        """
        UPDATE bookings SET "bundlePurchaseId" = (SELECT id FROM bundle_purchases ORDER BY id OFFSET {1} LIMIT 1) WHERE
            {0}
        """,
        """UPDATE bookings SET "createdAt" = "createdAt" + {1} * interval '100 days' WHERE {0}""",
        """UPDATE bookings SET "date" = 'infinity' WHERE {0} AND {2} = 1""",
        """DELETE FROM booking_students WHERE hashtext("bookingId" || "studentId") % 50 = {1}""",
        """
        INSERT INTO booking_students SELECT b.id, s.id FROM bookings b,
            students s WHERE hashtext(b.id || s.id) % 900 = {1} ON CONFLICT DO NOTHING
        """,
        """DELETE FROM group_session_templates WHERE {0}""",
        """UPDATE group_session_templates SET capacity = {1} - 1 WHERE {0}""",
        """UPDATE group_session_templates SET "dayOfWeek" = {1} + 3 WHERE {0}""",
        """UPDATE group_session_templates SET "startTime" = '4:30', "endTime" = '2{1}:00' WHERE {0}""",
        """DELETE FROM course_tas WHERE hashtext("courseId" || "taId") % 3 = 0""",
        """UPDATE bundle_purchases SET "remainingSessions" = {1} - 2 WHERE {0}""",
        """UPDATE bundle_purchases SET "totalSessions" = {1} - 1 WHERE {0}""",
        """UPDATE bundle_purchases SET "validTo" = "validFrom" + ({1} - 1) * interval '1 day' WHERE {0}""",
        """UPDATE bundle_purchases SET "coverageType" = 'MIDTERM_FINAL_ONLY' WHERE {0}""",
        """UPDATE students SET email = upper(email) WHERE {0}""",
        """
        INSERT INTO students SELECT 'twin' || id, upper(email), name, "createdAt" - {1} * interval '1 hour',
            "updatedAt" FROM students WHERE {0} ON CONFLICT DO NOTHING
        """,
        """UPDATE students SET email = ' ' || email WHERE {0}""",
        """UPDATE students SET email = replace(email, '@', ' at ') WHERE {0}""",
        """UPDATE tas SET gpa = {1} * 1.111 WHERE {0}""",
        """UPDATE products SET "basePrice" = {1} - 1 WHERE {0}""",
        """
        INSERT INTO courses SELECT 'twin' || id, lower(code), name, NULL FROM courses WHERE {0} ON CONFLICT DO NOTHING
        """,
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5000)]
    public async Task A_school_without_damage_is_taken_over_whole(int bookings)
    {
        await using var old = await OldDatabase.CreateAsync(bookings);
        await engify.ClearAsync();

        var (response, lines) = await engify.TakeOverAsync(old);

        Assert.All(lines, line => Assert.StartsWith("mended bundle_terms", line, StringComparison.Ordinal));
        foreach (var table in Tables)
        {
            var rows = await old.ReadOneAsync($"SELECT count(*) FROM {table}");
            Assert.Equal($"{table} {rows}", $"{table} {await engify.CountAsync(table)}");
            Assert.Equal($"{table} {rows}", $"{table} {response.Rows.Single(row => row.Table == table).Count}");
        }

        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Random_damage_never_breaks_a_promise(int seed)
    {
        var random = new Random(seed);
        await using var old = await engify.School300.CopyAsync();
        await engify.ClearAsync();
        var damages = Damages.Where(_ => random.Next(2) == 0).ToArray();
        random.Shuffle(damages);
        foreach (var damage in damages)
        {
            var few = $"abs(hashtext(id || '{random.Next()}')) % 12 = 0";
            await old.ExecuteAsync(damage.Replace("{0}", few, StringComparison.Ordinal)
                .Replace("{1}", $"{random.Next(6)}", StringComparison.Ordinal)
                .Replace("{2}", $"{random.Next(3)}", StringComparison.Ordinal));
        }

        var before = await engify.FingerprintAsync();
        var (first, lines) = await engify.TakeOverAsync(old);
        Assert.Equal(lines.Any(line => line.StartsWith("conflict", StringComparison.Ordinal)), first.IsRefused);
        if (first.IsRefused)
            Assert.Equal(before, await engify.FingerprintAsync());
        var (_, skipped) = await engify.TakeOverAsync(old, skipsConflicts: true);

        if (first.IsRefused)
            Assert.Equal(lines, skipped);
        Assert.Empty(await engify.CheckAsync());
        // Nothing is left out without a line.
        foreach (var kind in TakeoverFixture.Kinds)
        {
            var named = lines.Where(line => line.StartsWith("conflict", StringComparison.Ordinal))
                .Select(line => line.Split(' ')).Where(words => words[2] == kind)
                .Select(words => words[3].TrimEnd(':')).ToHashSet();
            var there = (await old.ReadOneAsync($"SELECT string_agg(id, ' ') FROM {kind}s"))!
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var here = (await engify.ReadOneAsync(
                $"SELECT string_agg(legacy_id, ' ') FROM legacy_ids JOIN {kind}s USING (id) WHERE kind = '{kind}'"))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Subset(named, there.Except(here).ToHashSet());
        }

        var taken = await engify.FingerprintAsync();
        var (again, _) = await engify.TakeOverAsync(old, skipsConflicts: true);
        Assert.All(again.Rows, rows => Assert.Equal(0, rows.Count));
        Assert.Equal(taken, await engify.FingerprintAsync());
    }

    public sealed class Schools : TakeoverFixture
    {
        public OldDatabase School300 { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            School300 = await OldDatabase.CreateAsync(bookings: 300);
        }

        public override async Task DisposeAsync()
        {
            await School300.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
