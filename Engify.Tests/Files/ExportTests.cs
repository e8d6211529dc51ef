using CsCheck;
using Engify.Features.Availability;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;

namespace Engify.Tests.Files;

/// <summary>What is taken away as a file, and brought back.</summary>
public sealed class ExportTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Kinds =
        ["terms", "courses", "tas", "teaching", "products", "students", "templates", "hours", "closures"];

    private static int number;

    /// <summary>Text as awkward as people and spreadsheets make it.</summary>
    private static readonly Gen<string> Awkward = Gen.OneOf(
            "=", "+", "-", "@", "'", "''", "\t", "\r", "\n", "\r\n", "\"", ",", ";", " ", "\u00a0", "\u0001", "\u007f",
            "\u0085", "é", "e\u0301", "ｅ", "𝒳", "👩‍🏫", "اب", "\ufeff", "\u200b", "\u2028",
        "=cmd|' /C calc'!A0", "1", "NULL",
            "true", "\\", "\\N", "#", "sep=;")
        .Array[1, 5].Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> Name = Awkward.Select(text => $"{text}x{text}");

    [Fact]
    public async Task It_is_a_file_to_be_saved()
    {
        var answer = (await engify.Api.GetAsync("/exports/courses")).ShouldBeOk();

        Assert.Equal("text/csv; charset=utf-8", answer.ContentType);
        Assert.Equal("attachment; filename=courses.csv", answer.Headers["Content-Disposition"]);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.False(answer.Headers.ContainsKey("ETag"));
        Assert.StartsWith("code,name,description,isActive\r\n", $"{answer.Text}\r\n", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\u0001x", "'\u0001x")]
    [InlineData("'=x", "''=x")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=b", "a=b")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    public async Task No_spreadsheet_executes_a_cell_of_it(string name, string cell)
    {
        var course = await engify.School.AddCourseAsync($"FX {Interlocked.Increment(ref number)}", name);

        Assert.Contains(
            $"\r\n{course.Code},{cell},For tests,true\r\n", await engify.Api.ExportAsync("courses"),
            StringComparison.Ordinal);
        (await engify.Api.ImportAsync(
            "courses", "code,name", $"{course.Code},{cell}")).ShouldHaveImported(unchanged: 1);
    }

    [Fact]
    public async Task Exporting_and_importing_again_changes_nothing() =>
        await Gen.Select(Name, Name, Awkward, Gen.Bool, Gen.Int[0, 430], Gen.Int[0, 99_999_999]).SampleAsync(
            async (name, other, text, isActive, hundredths, price) =>
            {
                await AddAsync(name, other, text, isActive, hundredths / 100m, price / 100m);
                foreach (var kind in Kinds)
                {
                    var exported = await engify.Api.ExportAsync(kind);
                    var answer = (await engify.Api.ImportTextAsync(kind, exported)).ShouldBeOk();
                    Assert.Equal((0, 0), (answer["created"].GetInt32(), answer["updated"].GetInt32()));
                    Assert.Equal(exported, await engify.Api.ExportAsync(kind));
                }
            },
            iter: 40, threads: 1);

    [Fact]
    public async Task A_school_is_moved_by_its_files()
    {
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddBundleAsync(course);
        await engify.School.AddTermAsync();
        await engify.School.AddGroupSessionAsync();
        var other = new EngifyFixture();
        await other.InitializeAsync();
        try
        {
            foreach (var kind in Kinds)
            {
                var exported = await engify.Api.ExportAsync(kind);
                Assert.Equal(0, (await other.Api.ImportTextAsync(kind, exported)).ShouldBeOk()["unchanged"].GetInt32());
                Assert.Equal(exported, await other.Api.ExportAsync(kind));
            }
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Bookings_are_limited_by_their_start_and_name_who_is_in_them()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var at = School.Tomorrow.AddDays(300);
        var booking = (await engify.Api.PostAsync(
            "/bookings/individual", School.Individual(student, course, ta, at))).ShouldBeOk();

        var file = await engify.Api.ExportAsync(
            "bookings", $"?from={at:yyyy-MM-ddTHH:mm:ssZ}&to={at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}");

        Assert.Equal(
            "id,courseCode,taEmail,status,sessionType,date,durationMinutes,pricePerStudent,groupSessionTemplateId,"
            + "bundlePurchaseId,studentCount,capacity,studentEmails,cancelledAt,createdAt,updatedAt\r\n"
            + $"{booking.Id},{course.Code},{ta.Email},BOOKED,INDIVIDUAL,{at:yyyy-MM-ddTHH:mm:ssZ},60,30.00,,,1,1,"
            + $"{student.Email},,{booking["createdAt"]},{booking["updatedAt"]}\r\n",
            file);
        Assert.DoesNotContain(
            $"{booking.Id}", await engify.Api.ExportAsync(
                "bookings", $"?to={at:yyyy-MM-ddTHH:mm:ssZ}"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            $"{booking.Id}", await engify.Api.ExportAsync(
                "bookings", $"?from={at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}"), StringComparison.Ordinal);
        Assert.Contains($"{booking.Id}", await engify.Api.ExportAsync("bookings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_limited_by_when_it_happened()
    {
        var term = (await engify.Api.PostAsync(
            "/terms", new { code = "AUD", name = "A", startsOn = "2026-01-05", endsOn = "2026-04-30" }))
            .ShouldBeCreated();

        Assert.Contains(
            $",admin,,CreateTerm,term,{term.Id},succeeded,", await engify.Api.ExportAsync(
                "audit", "?from=2026-03-01T00:00:00Z"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "CreateTerm", await engify.Api.ExportAsync("audit", "?to=2026-03-01T00:00:00Z"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_exported_is_told()
    {
        (await engify.Api.GetAsync("/exports/nope")).ShouldBeProblem(404, "file_kind_not_found");
        (await engify.Api.GetAsync("/exports/courses?from=2026-03-01T00:00:00Z")).ShouldBeInvalid("from");
        (await engify.Api.GetAsync("/exports/courses?to=2026-03-01T00:00:00Z")).ShouldBeInvalid("to");
        (await engify.Api.GetAsync("/exports/bookings?from=2026-03-01")).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task Without_its_database_it_asks_to_try_again()
    {
        await using var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5"));
        var api = new ApiClient(host, engify.Host.Services);

        var answer = await api.GetAsync("/exports/bookings");
        answer.ShouldBeProblem(503, "database_unavailable");
        Assert.False(answer.Headers.ContainsKey("Content-Disposition"));
        (await api.ImportAsync("courses", "code,name", "A,B")).ShouldBeProblem(503, "database_unavailable");
    }

    private Task AddAsync(string name, string other, string text, bool isActive, decimal gpa, decimal price) =>
        engify.QueryAsync(async db =>
        {
            var next = Interlocked.Increment(ref number);
            var now = EngifyFixture.Start;
            var term = new Term(Guid.CreateVersion7(now), $"={next}", name, new(2026, 1, 5), new(2026, 4, 30), now);
            var course = new Course(Guid.CreateVersion7(now), $"-{next}É", name, text);
            course.Change(course.Code, name, text.TidiedOrNull(), isActive);
            var ta = new Ta(Guid.CreateVersion7(now), other, $"+{next}@engify.test");
            ta.Change(other, ta.Email, gpa, "America/Toronto", isActive);
            ta.Introduce(text.TidiedOrNull(), other, null, "https://meet.engify.test/=1", 5);
            var student = new Student(Guid.CreateVersion7(now), $"-{next}@engify.test", name, now);
            student.Change(other, student.Email, isActive, now);
            var product = Product.New(Guid.CreateVersion7(now), course.Id);
            var isBundle = isActive;
            product.Change(
                isBundle ? ProductType.MidtermFinalBundle : ProductType.IndividualSession, name, other, price,
                isBundle ? 5 : null, isBundle ? School.Semester : null, isBundle ? term.Id : null, isActive);
            var template = new GroupSessionTemplate(
                Guid.CreateVersion7(now), course.Id, ta.Id, (DayOfWeek)(next % 7), new(18, 0), new(0, 0),
                "America/Toronto", 5,
                price);
            template.Change(
                new(ta.Id, next % 7, new(18, 0), new(0, 0), "America/Toronto", 5, price, isActive ? term.Id : null,
                    Location: name.TidiedOrNull(), IsActive: isActive),
                isActive ? term.StartsOn : null, isActive ? term.EndsOn : null);
            var closure = new Closure(
                Guid.CreateVersion7(now), $"={next} {name}.".Tidied(), term.StartsOn.AddDays(next), new(2030, 1, 1));
            db.AddRange(
                closure,
                new TaHours(Guid.CreateVersion7(now), ta.Id, (DayOfWeek)(next % 7), next, 1440, null, term.StartsOn),
                new TaHours(
                    Guid.CreateVersion7(now), ta.Id, (DayOfWeek)(next % 7), next, 1439, term.StartsOn.AddDays(1),
                    null));
            db.AddRange(template, term, course, ta, new CourseTa(course.Id, ta.Id), product, student);
            return await db.SaveChangesAsync();
        });
}
