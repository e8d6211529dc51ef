namespace Engify.Tests.FirstGeneration;

/// <summary>The verb, as an operator runs it.</summary>
public sealed class ImportPrismaVerbTests(TakeoverFixture engify) : IClassFixture<TakeoverFixture>, IAsyncLifetime
{
    private const string CannotBeRead = "The first generation's database cannot be read: ";

    private OldDatabase old = null!;

    public async Task InitializeAsync()
    {
        await engify.ClearAsync();
        old = await engify.SmallSchool.CopyAsync();
    }

    public Task DisposeAsync() => old.DisposeAsync().AsTask();

    [Fact]
    public async Task It_says_line_by_line_what_it_does_and_does_it_once()
    {
        const string Terms =
            "mended bundle_terms_of_last_purchase product bundle: The old database does not say what it holds: "
            + "it gets the terms of its last purchase, 10 sessions from 2026-01-01 00:00:00 to 2026-05-01 00:00:00.";
        const string Sum =
            "Takes over 4 students, 2 tas, 2 courses, 3 course tas, 3 products, 1 group session templates, "
            + "1 bundle purchases, 7 bookings, 11 booking students.";

        var dry = await RunAsync("--dry-run");
        Assert.Equal(
            (0, $"{Terms}\n{Sum}\nThis is a dry run: nothing has been changed.", ""), dry);
        Assert.Equal(0, await engify.CountAsync("students"));

        Assert.Equal((0, $"{Terms}\n{Sum}", ""), await RunAsync());
        Assert.Equal((0, "All promises hold.", ""), await engify.RunProgramAsync("check"));
        Assert.Equal((0, "There is nothing to take over.", ""), await RunAsync());
    }

    [Fact]
    public async Task Conflicts_end_it_with_2_unless_they_are_to_be_left_out()
    {
        await old.ExecuteAsync(
            """
            UPDATE "bookings" SET "id" = E'a\nb\u202e' WHERE "id" = 'i4';
            INSERT INTO "booking_students" VALUES (E'a\nb\u202e', 'cem')
            """);
        const string Conflict =
            @"conflict session_overfull booking a\u000ab\u202e: It has room for 1 students, and 2 are in it.";
        const string Refusal =
            "Nothing is taken over, because of 1 conflicts: correct the rows in the old database, "
            + "or leave out what the lines say with --skip-conflicts.";

        foreach (var flags in new[] { "", "--dry-run" })
        {
            var (exitCode, output, error) = await RunAsync(flags);
            Assert.Equal((2, Refusal), (exitCode, error));
            Assert.Equal(Conflict, output.Split('\n')[0]);
            Assert.Equal(0, await engify.CountAsync("students"));
        }

        var (skipped, taken, _) = await RunAsync("--skip-conflicts");
        Assert.Equal(0, skipped);
        Assert.Equal(Conflict, taken.Split('\n')[0]);
        Assert.Contains(" 6 bookings,", taken, StringComparison.Ordinal);
        Assert.Equal((0, "All promises hold.", ""), await engify.RunProgramAsync("check"));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=old;Username=x;Timeout=5")]
    [InlineData("postgresql://x:y@old/db")]
    [InlineData("")]
    public async Task A_source_that_cannot_be_reached_is_said_in_one_line(string source)
    {
        var (exitCode, output, error) = await RunOnAsync(source);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(CannotBeRead, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP TABLE booking_students")]
    [InlineData("""ALTER TABLE students RENAME "createdAt" TO created_at""")]
    [InlineData("""ALTER TABLE students ALTER "createdAt" TYPE text""")]
    public async Task A_database_that_is_none_of_the_first_generation_is_said_in_one_line(string change)
    {
        await old.ExecuteAsync(change);

        var (exitCode, output, error) = await RunAsync();

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(
            "The first generation's database cannot be "
            + "read: ", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(0, await engify.CountAsync("students"));
    }

    [Fact]
    public async Task A_database_of_our_own_is_none_of_the_first_generation()
    {
        var (exitCode, _, error) = await RunOnAsync(engify.ConnectionString);

        Assert.Equal(2, exitCode);
        Assert.StartsWith(CannotBeRead, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_database_needs_its_schema_first()
    {
        await using var empty = await OldDatabase.CreateEmptyAsync();
        await empty.ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        var (exitCode, output, error) = await EngifyProgram.RunAsync(
            ["import-prisma", old.ConnectionString],
            new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Default"] = "None",
                ["ConnectionStrings__Engify"] = empty.ConnectionString,
            });

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(
            "Nothing was taken over: relation", Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import-prisma", "'import-prisma' needs a connection-string")]
    [InlineData("import-prisma --dry-run", "'import-prisma' needs a connection-string")]
    [InlineData("import-prisma Host=a twice", "Unknown argument 'twice'")]
    [InlineData("import-prisma Host=a --dry", "Unknown argument '--dry'")]
    [InlineData("check --dry-run", "Unknown argument '--dry-run'")]
    public async Task Wrong_arguments_are_answered_with_the_verbs(string arguments, string said)
    {
        var (exitCode, _, error) = await engify.RunProgramAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.StartsWith(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_that_the_currency_cannot_pay_is_a_conflict()
    {
        await old.ExecuteAsync("""UPDATE "products" SET "basePrice" = 250""");

        var (exitCode, output, _) = await RunAsync("--Institution:Currency=JPY");

        Assert.Equal(2, exitCode);
        Assert.StartsWith(
            "conflict price_not_payable booking i4: Its price of 32.50 is negative, or has more decimals than the "
            + "currency.\n"
            + "mended",
            output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_tas_and_dates_are_in_the_zone_of_the_institution()
    {
        await old.ExecuteAsync("""UPDATE "bookings" SET "date" = '2026-02-04 02:00' WHERE "id" = 'g1'""");

        var (exitCode, _, _) = await RunAsync("--Institution:TimeZone=America/Toronto");

        Assert.Equal(0, exitCode);
        Assert.Equal("America/Toronto", await engify.ReadOneAsync("SELECT DISTINCT time_zone FROM tas"));
        Assert.Equal("America/Toronto", await engify.ReadOneAsync("SELECT time_zone FROM group_session_templates"));
        var booking = await engify.IdOfAsync("booking", "g1");
        Assert.Equal(
            "2026-02-03", await engify.ReadOneAsync($"SELECT local_date::text FROM bookings WHERE id = '{booking}'"));
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string flags = "") =>
        RunOnAsync(old.ConnectionString, flags);

    private Task<(int ExitCode, string Output, string Error)> RunOnAsync(string source, string flags = "") =>
        EngifyProgram.RunAsync(
            ["import-prisma", source, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            new Dictionary<string, string?>
            {
                ["Logging__LogLevel__Default"] = "None",
                ["ConnectionStrings__Engify"] = engify.ConnectionString,
            });
}
