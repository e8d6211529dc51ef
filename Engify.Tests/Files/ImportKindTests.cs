using System.Globalization;
using Engify.Features.Courses;
using Engify.Features.Products;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Files;

/// <summary>What each kind of file creates, changes, leaves alone and refuses.</summary>
public sealed class ImportKindTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Bundle = "FULL_SEMESTER_BUNDLE";

    private static int number;

    [Fact]
    public async Task Courses()
    {
        var (a, b) = (New("C"), New("C"));
        var booked = await engify.School.AddGroupSessionAsync();
        var code = await engify.QueryAsync(db =>
            db.Courses.Where(course => course.Id == booked.CourseId).Select(course => course.Code).SingleAsync());

        (await engify.Api.ImportAsync(
            "courses", "code,name,description,isActive", $"{a},A,About a,false", $"{b},B,,TRUE"))
            .ShouldHaveImported(created: 2);
        Assert.Equal(
            [(a, "A", "About a", false), (b, "B", null, true)],
            await engify.QueryAsync(async db => (await db.Courses.Where(course => course.Code == a || course.Code == b)
                .OrderBy(course => course.Code).ToListAsync())
                .Select(course => (course.Code, course.Name, course.Description, course.IsActive))));

        (await engify.Api.ImportAsync(
            "courses", "isActive,code", $"true,{a.ToLowerInvariant()}", $"true,{b}", $"false,{code}"))
            .ShouldHaveImported(updated: 2, unchanged: 1);

        var course = await engify.QueryAsync(db => db.Courses.SingleAsync(course => course.Code == a));
        Assert.Equal(("A", "About a", true), (course.Name, course.Description, course.IsActive));
        // The catalogue is remembered, and this instance knows of the change as soon as it is committed.
        Assert.Contains(
            $"\"{a}\"", (await engify.Api.GetAsync("/courses?limit=200", As.Anonymous)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            $"\"{code}\"", (await engify.Api.GetAsync("/courses?limit=200", As.Anonymous)).Text,
            StringComparison.Ordinal);
        // What is booked stays booked.
        (await engify.Api.GetAsync($"/bookings/{booked.Id}")).ShouldBeOk();
        (await engify.Api.ImportAsync("courses", "code,description", $"{a},")).ShouldHaveImported(updated: 1);
        Assert.Null(await engify.QueryAsync(db =>
            db.Courses.Where(found => found.Id == course.Id).Select(found => found.Description).SingleAsync()));
    }

    [Fact]
    public async Task Terms()
    {
        var code = New("T");

        (await engify.Api.ImportAsync("terms", "code,name,endsOn", $"{code},A,2026-04-30")).ShouldHaveFailed(
            (2, "startsOn", "validation_failed"));
        (await engify.Api.ImportAsync(
            "terms", "code,name,startsOn,endsOn,bookingOpensAt",
            $"{code},Winter,2026-01-05,2026-04-30,2026-01-01T00:00:00-05:00")).ShouldHaveImported(created: 1);
        (await engify.Api.ImportAsync("terms", "code,name", $"{code},Winter 2026", $"{code}x,X")).ShouldHaveFailed(
            (3, "endsOn", "validation_failed"), (3, "startsOn", "validation_failed"));
        (await engify.Api.ImportAsync("terms", "code,name", $"{code},Winter 2026")).ShouldHaveImported(updated: 1);
        // One day is in the file, the other in the database.
        (await engify.Api.ImportAsync("terms", "code,startsOn", $"{code},2026-05-01")).ShouldHaveFailed(
            (2, "endsOn", "validation_failed"));

        var term = await engify.QueryAsync(db => db.Terms.SingleAsync(term => term.Code == code));
        Assert.Equal(
            ("Winter 2026", new DateOnly(2026, 1, 5), new DateOnly(2026, 4, 30),
                new DateTimeOffset(2026, 1, 1, 5, 0, 0, TimeSpan.Zero)),
            (term.Name, term.StartsOn, term.EndsOn, term.BookingOpensAt!.Value));
        (await engify.Api.ImportAsync("terms", "code,bookingOpensAt", $"{code},")).ShouldHaveImported(updated: 1);
    }

    /// <summary>A column that an update forgot would be changed again by the same file.</summary>
    [Theory]
    [InlineData(
        "terms", "code,name,startsOn,endsOn,bookingOpensAt", "NEW,A,2026-01-05,2026-04-30,",
        "NEW,B,2026-01-06,2026-05-01,2026-01-01T00:00:00Z")]
    [InlineData("courses", "code,name,description,isActive", "NEW,A,,true", "NEW,B,About,false")]
    [InlineData(
        "tas",
        "email,name,degree,gpa,bio,isActive,timeZone,location,meetingUrl,breakMinutes,maxMinutesPerDay,"
            + "maxMinutesPerWeek",
        "NEW@engify.test,A,,,,true,,,,0,,",
        "NEW@engify.test,B,MSc,3.5,Hello,false,America/Toronto,H 961,https://meet.engify.test/b,15,240,900")]
    [InlineData(
        "hours", "taEmail,dayOfWeek,start,from,end,to", "EMAIL,1,09:00,,12:00,", "EMAIL,1,09:00,,24:00,2026-04-30")]
    [InlineData("closures", "name,startsOn,endsOn", "NEW,2031-02-17,2031-02-21", "NEW,2031-02-17,2031-02-22")]
    [InlineData("students", "email,name,isActive", "NEW@engify.test,A,true", "NEW@engify.test,B,false")]
    [InlineData(
        "products", "courseCode,productType,name,basePrice,description,isActive",
        "COURSE,INDIVIDUAL_SESSION,A,10,,true",
        "COURSE,INDIVIDUAL_SESSION,B,20.50,About,false")]
    [InlineData(
        "templates",
        "courseCode,taEmail,dayOfWeek,startTime,termCode,endTime,timeZone,capacity,pricePerStudent,startsOn,endsOn,"
            + "location,meetingUrl,isActive",
        "COURSE,EMAIL,1,18:00,,19:00,UTC,5,10,,,,,true",
        "COURSE,EMAIL,1,18:00,,19:30,America/Toronto,6,11.50,2026-03-02,2026-05-01,H 961,"
            + "https://meet.engify.test/b,false")]
    public async Task Every_column_of_a_row_that_is_there_is_changed(
        string kind, string columns, string before, string after)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.QueryAsync(db => db.Products.Where(product => product.CourseId == course.Id).ExecuteDeleteAsync());
        var name = New("N");
        string Line(string line) => line.Replace("NEW", name, StringComparison.Ordinal)
            .Replace("COURSE", course.Code, StringComparison.Ordinal)
            .Replace("EMAIL", ta.Email, StringComparison.Ordinal);

        (await engify.Api.ImportAsync(kind, columns, Line(before))).ShouldHaveImported(created: 1);
        (await engify.Api.ImportAsync(kind, columns, Line(after))).ShouldHaveImported(updated: 1);
        (await engify.Api.ImportAsync(kind, columns, Line(after))).ShouldHaveImported(unchanged: 1);
    }

    [Fact]
    public async Task Hours()
    {
        const string columns = "taEmail,dayOfWeek,start,end,from,to";
        var ta = await engify.School.AddTaAsync();
        Task<Answer> ImportAsync(params string[] lines) => engify.Api.ImportAsync(
            "hours", [columns, .. lines.Select(line => $"{ta.Email.ToUpperInvariant()},{line}")]);

        (await ImportAsync("1,09:00,12:00,,", "1,12:00,24:00,,", "0,00:00,24:00,2026-03-01,2026-04-30"))
            .ShouldHaveImported(created: 3);
        Assert.Equal(
            ["0 00:00 24:00", "1 09:00 12:00", "1 12:00 24:00"],
            (await engify.Api.GetAsync($"/tas/{ta.Id}/hours"))["weekly"].EnumerateArray().Select(hours =>
                $"{hours.GetProperty("dayOfWeek")} {hours.GetProperty("start")} {hours.GetProperty("end")}"));
        // Those of the next term begin where the old ones end in the same file, whichever comes first.
        (await ImportAsync("1,09:00,11:00,2026-05-01,", "1,09:00,12:00,,2026-04-30")).ShouldHaveImported(
            created: 1, updated: 1);
        // Hours overlap with those of the database, and with those of the file.
        (await ImportAsync("1,10:00,13:00,2026-04-30,")).ShouldHaveFailed((2, "start", "hours_overlap"));
        (await ImportAsync("3,10:00,13:00,,", "3,12:59,14:00,,", "4,12:59,14:00,,"))
            .ShouldHaveFailed((3, "start", "hours_overlap"));
        (await ImportAsync("3,10:00,10:00,,", "7,10:00,11:00,,")).ShouldHaveFailed(
            (2, "end", "validation_failed"), (3, "dayOfWeek", "validation_failed"));
        (await engify.Api.ImportAsync("hours", columns, "nobody@engify.test,1,09:00,12:00,,")).ShouldHaveFailed(
            (2, "taEmail", "ta_not_found"));
        Assert.Equal(4, await engify.QueryAsync(db => db.TaHours.CountAsync(hours => hours.TaId == ta.Id)));
        Assert.True(await engify.QueryAsync(db => db.Tas.AnyAsync(known => known.Id == ta.Id && known.HasHours)));
    }

    [Fact]
    public async Task Closures()
    {
        var name = New("Closed");
        var session = await engify.School.AddGroupSessionAsync(startsAt: new(2026, 9, 15, 18, 0, 0, TimeSpan.Zero));

        (await engify.Api.ImportAsync("closures", "name,startsOn,endsOn", $"{name},2026-09-14,2026-09-18"))
            .ShouldHaveImported(created: 1);
        (await engify.Api.ImportAsync("closures", "name,startsOn,endsOn", $"{name},2026-09-14,2026-09-18"))
            .ShouldHaveImported(unchanged: 1);
        (await engify.Api.ImportAsync("closures", "name,startsOn,endsOn", $"{name},2026-09-14,2026-09-13"))
            .ShouldHaveFailed((2, "endsOn", "validation_failed"));

        // Nobody has joined it.
        (await engify.Api.GetAsync($"/bookings/{session.Id}")).ShouldBeProblem(404, "booking_not_found");
        await engify.ExecuteAsync($"DELETE FROM closures WHERE name = '{name}'");
    }

    [Theory]
    [InlineData("startsOn", "5.1.2026")]
    [InlineData("startsOn", "2026-02-30")]
    [InlineData("startsOn", "1899-12-31")]
    [InlineData("startsOn", "")]
    [InlineData("endsOn", "2026-01-04")]
    [InlineData("endsOn", "9000-01-01")]
    [InlineData("bookingOpensAt", "2026-01-01T00:00:00")]
    [InlineData("bookingOpensAt", "1800-01-01T00:00:00Z")]
    [InlineData("name", " ")]
    [InlineData("code", "a code that is longer than any term's code may be")]
    public Task What_is_no_term_is_refused(string column, string value) =>
        RefusedAsync(
            "terms", column, value, "validation_failed", ("code", New("T")), ("name", "A"), ("startsOn", "2026-01-05"),
            ("endsOn", "2026-04-30"), ("bookingOpensAt", ""));

    [Fact]
    public async Task Tas()
    {
        var email = $"{New("ta")}@engify.test";

        (await engify.Api.ImportAsync(
            "tas", "name,email,degree,gpa,bio,isActive,timeZone,location,meetingUrl",
            $"Noor,{email},MSc,3.9,\"Patient,\nand kind\",true,America/Toronto,H 961,https://meet.engify.test/noor"))
            .ShouldHaveImported(created: 1);
        (await engify.Api.ImportAsync(
            "tas", "email,gpa", $"{email.ToUpperInvariant()},3.90")).ShouldHaveImported(unchanged: 1);
        (await engify.Api.ImportAsync(
            "tas", "email,isActive,name", $" {email}\u200b,false,Noor H.")).ShouldHaveImported(updated: 1);

        var ta = await engify.QueryAsync(db => db.Tas.SingleAsync(ta => ta.Email == email));
        Assert.Equal(
            ("Noor H.", "MSc", 3.9m, "Patient,\nand kind", false, "America/Toronto", "H 961",
                "https://meet.engify.test/noor"),
            (ta.Name, ta.Degree, ta.Gpa, ta.Bio, ta.IsActive, ta.TimeZone, ta.Location, ta.MeetingUrl));
    }

    [Theory]
    [InlineData("email", "nobody")]
    [InlineData("email", "")]
    [InlineData("name", "")]
    [InlineData("gpa", "4.31")]
    [InlineData("gpa", "3,9")]
    [InlineData("gpa", "NaN")]
    [InlineData("gpa", "1e99")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("meetingUrl", "http://meet.engify.test")]
    public Task What_is_no_TA_is_refused(string column, string value) =>
        RefusedAsync(
            "tas", column, value, "validation_failed", ("email", $"{New("ta")}@engify.test"),
            ("name", "A"), ("gpa", "3"),
            ("timeZone", ""), ("meetingUrl", ""));

    [Fact]
    public async Task Students()
    {
        var (email, other) = (AccountSteps.NewEmail(), $"{New("Ada")}@Engify.test");
        var account = (await engify.Api.RegisterAsync(email, name: "Ada")).ShouldBeCreated();

        (await engify.Api.ImportAsync("students", "email,name", $"{email.ToUpperInvariant()},Ada", $"{other},Bob"))
            .ShouldHaveImported(created: 1, unchanged: 1);
        (await engify.Api.ImportAsync("students", "name;email;isActive", $"Ada L.;{email};true", $"Bob;{other};false"))
            .ShouldHaveImported(updated: 2);

        var students = await engify.QueryAsync(db => db.Students
            .Where(student => student.Email == email || student.Email == other)
            .OrderBy(student => student.Name).ToListAsync());
        Assert.Equal(
            [("Ada L.", email, true), ("Bob", other, false)],
            students.Select(student => (student.Name, student.Email, student.IsActive)));
        Assert.Equal(
            "Ada L.", (await engify.Api.GetCurrentUserAsync(account.AccessToken())).ShouldBeOk()["name"].GetString());
        (await engify.Api.LogInAsync(email)).ShouldBeOk();
        // Who was erased is in no file.
        var erased = students[1];
        await engify.QueryAsync(db => db.Students.Where(student => student.Id == erased.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(student => student.ErasedAt, EngifyFixture.Start)));
        var exported = await engify.Api.ExportAsync("students");
        Assert.Contains(email, exported, StringComparison.Ordinal);
        Assert.DoesNotContain(other, exported, StringComparison.Ordinal);
        (await engify.Api.ImportAsync("students", "email,name", $"{other},Bob"))
            .ShouldHaveFailed((2, null, "changed_meanwhile"));
        // An email belongs to one student, however it is written.
        (await engify.Api.ImportAsync("students", "email,name", $"{other},B", $"{other.ToLowerInvariant()},C"))
            .ShouldHaveFailed((3, "email", "duplicate_row"));
    }

    [Theory]
    [InlineData("email", "nobody")]
    [InlineData("email", "a b@engify.test")]
    [InlineData("name", "")]
    [InlineData("isActive", "1")]
    public Task What_is_no_student_is_refused(string column, string value) =>
        RefusedAsync(
            "students", column, value, "validation_failed", ("email", AccountSteps.NewEmail()), ("name", "A"),
            ("isActive", "true"));

    [Fact]
    public async Task Templates()
    {
        const string columns =
            "courseCode,taEmail,dayOfWeek,startTime,endTime,timeZone,capacity,pricePerStudent,termCode";
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        var line = $"{course.Code},{ta.Email},3,18:00,19:30,UTC,8,15,";

        (await engify.Api.ImportTextAsync(
            "templates", $"{columns}\n{line}", dryRun: true)).ShouldHaveImported(created: 1);
        Assert.Equal(
            0, await engify.QueryAsync(db => db.Bookings.CountAsync(session => session.CourseId == course.Id)));
        (await engify.Api.ImportAsync("templates", columns, line)).ShouldHaveImported(created: 1);

        // Its sessions are on the calendar at once, and follow it, but for the one that somebody has joined.
        var sessions = await SessionsAsync();
        Assert.True(sessions.Count > 2);
        Assert.All(sessions, session => Assert.Equal((8, 90), (session.Capacity, session.DurationMinutes)));
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.PostAsync(
            $"/group-sessions/{sessions[0].Id}/join", new { studentId = student.Id })).ShouldBeOk();
        (await engify.Api.ImportAsync("templates", columns, line)).ShouldHaveImported(unchanged: 1);
        (await engify.Api.ImportAsync("templates", columns, line.Replace(",8,15,", ",5,20,", StringComparison.Ordinal)))
            .ShouldHaveImported(updated: 1);
        var now = await SessionsAsync();
        Assert.Equal((sessions.Count, 8, 15m), (now.Count, now[0].Capacity, now[0].PricePerStudent));
        Assert.All(now.Skip(1), session => Assert.Equal((5, 20m), (session.Capacity, session.PricePerStudent)));
        Assert.Empty(await engify.CheckAsync());

        Task<List<Engify.Features.Bookings.Booking>> SessionsAsync() => engify.QueryAsync(db => db.Bookings
            .Where(session => session.CourseId == course.Id).OrderBy(session => session.StartsAt).ToListAsync());
    }

    [Theory]
    [InlineData("courseCode", "NO SUCH", "course_not_found")]
    [InlineData("taEmail", "nobody@engify.test", "ta_not_found")]
    [InlineData("termCode", "NO SUCH", "term_not_found")]
    [InlineData("dayOfWeek", "7", "validation_failed")]
    [InlineData("startTime", "6 pm", "validation_failed")]
    [InlineData("endTime", "17:00", "validation_failed")]
    [InlineData("timeZone", "", "validation_failed")]
    [InlineData("capacity", "0", "validation_failed")]
    [InlineData("pricePerStudent", "", "validation_failed")]
    public async Task What_is_no_template_is_refused(string column, string value, string code)
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        await RefusedAsync(
            "templates", column, value, code, ("courseCode", course.Code), ("taEmail", ta.Email), ("dayOfWeek", "3"),
            ("startTime", "18:00"), ("endTime", "19:30"), ("timeZone", "UTC"), ("capacity", "8"),
            ("pricePerStudent", "15"),
            ("termCode", ""));
    }

    [Fact]
    public async Task A_template_is_of_a_TA_who_teaches_the_course()
    {
        var (course, ta) = (await engify.School.AddCourseAsync(), await engify.School.AddTaAsync());

        (await engify.Api.ImportAsync(
            "templates", "courseCode,taEmail,dayOfWeek,startTime,endTime,timeZone,capacity,pricePerStudent,termCode",
            $"{course.Code},{ta.Email},3,18:00,19:30,UTC,8,15,"))
            .ShouldHaveFailed((2, "taEmail", "ta_does_not_teach_course"));
    }

    [Fact]
    public async Task A_TA_with_an_account_is_renamed_there_too()
    {
        var ta = await engify.School.AddTaAsync();
        await engify.School.AddAsync(Engify.Features.Accounts.Account.Of(ta, EngifyFixture.Start));

        (await engify.Api.ImportAsync("tas", "email,name", $"{ta.Email},Noor")).ShouldHaveImported(updated: 1);

        Assert.Equal("Noor", await engify.QueryAsync(db =>
            db.Accounts.Where(account => account.TaId == ta.Id).Select(account => account.Name).SingleAsync()));
    }

    [Fact]
    public async Task Teaching()
    {
        var (course, ta) = (await engify.School.AddCourseAsync(), await engify.School.AddTaAsync());
        var taught = await engify.School.AddTaAsync(course);
        Assert.DoesNotContain(ta.Id, (await engify.Api.GetAsync($"/courses/{course.Id}/tas", As.Anonymous)).Json.Ids());

        (await engify.Api.ImportAsync(
            "teaching", "courseCode,taEmail", $"{course.Code.ToLowerInvariant()},{ta.Email.ToUpperInvariant()}",
            $"{course.Code},{taught.Email}")).ShouldHaveImported(created: 1, unchanged: 1);

        Assert.Contains(ta.Id, (await engify.Api.GetAsync($"/courses/{course.Id}/tas", As.Anonymous)).Json.Ids());
        Assert.Equal(
            2, await engify.QueryAsync(db => db.CourseTas.CountAsync(teaching => teaching.CourseId == course.Id)));
        // A line that is not there takes nobody off.
        (await engify.Api.ImportAsync(
            "teaching", "courseCode,taEmail", $"{course.Code},{ta.Email}")).ShouldHaveImported(unchanged: 1);
        Assert.Equal(
            2, await engify.QueryAsync(db => db.CourseTas.CountAsync(teaching => teaching.CourseId == course.Id)));
    }

    [Fact]
    public async Task Products()
    {
        var course = await engify.School.AddCourseAsync();
        var term = await engify.School.AddTermAsync();
        const string columns =
            "courseCode,productType,name,basePrice,description,includedSessions,validFrom,validTo,termCode,isActive";

        (await engify.Api.ImportAsync(
            "products", columns,
            $"{course.Code},INDIVIDUAL_SESSION,One hour,30,,,,,,true",
            $"{course.Code},{Bundle},Ten,250.50,Ten of them,10,,,{term.Code.ToLowerInvariant()},true"))
            .ShouldHaveImported(created: 2);
        var bundle = await ProductAsync(course, ProductType.FullSemesterBundle);
        Assert.Equal(
            ("Ten", 250.5m, "Ten of them", 10, term.Id, Midnight(term.StartsOn, -5),
                Midnight(term.EndsOn.AddDays(1), -4)),
            (bundle.Name, bundle.BasePrice, bundle.Description, bundle.IncludedSessions, bundle.TermId,
                bundle.ValidFrom, bundle.ValidTo));
        Assert.Equal(
            2, (await engify.Api.GetAsync($"/courses/{course.Id}/products", As.Anonymous)).Json.GetArrayLength());

        var bought = await engify.School.AddPurchaseAsync(await engify.School.AddStudentAsync(), bundle);
        (await engify.Api.ImportAsync(
            "products", "courseCode,productType,basePrice,includedSessions,isActive",
            $"{course.Code},{Bundle},300,12,false", $"{course.Code.ToLowerInvariant()},INDIVIDUAL_SESSION,30.00,,true"))
            .ShouldHaveImported(updated: 1, unchanged: 1);

        bundle = await ProductAsync(course, ProductType.FullSemesterBundle);
        Assert.Equal(
            (300m, 12, false, term.Id), (bundle.BasePrice, bundle.IncludedSessions, bundle.IsActive, bundle.TermId));
        Assert.Equal(
            1, (await engify.Api.GetAsync($"/courses/{course.Id}/products", As.Anonymous)).Json.GetArrayLength());
        // What was bought keeps its terms and its price.
        var kept = await engify.QueryAsync(db => db.BundlePurchases.SingleAsync(purchase => purchase.Id == bought.Id));
        Assert.Equal((bought.PricePaid, 10), (kept.PricePaid, kept.TotalSessions));
        // A type that was sold stays what it is: another type is another product.
        (await engify.Api.ImportAsync(
            "products", "courseCode,productType,name,basePrice", $"{course.Code},GROUP_SESSION_PASS,Ten,300"))
            .ShouldHaveImported(created: 1);
    }

    [Theory]
    [InlineData("courseCode", "NO SUCH", "course_not_found")]
    [InlineData("termCode", "NO SUCH", "term_not_found")]
    [InlineData("productType", "full_semester_bundle", "validation_failed")]
    [InlineData("basePrice", "-1", "validation_failed")]
    [InlineData("basePrice", "30.001", "validation_failed")]
    [InlineData("basePrice", "", "validation_failed")]
    [InlineData("includedSessions", "", "validation_failed")]
    [InlineData("includedSessions", "0", "validation_failed")]
    [InlineData("includedSessions", "1.5", "validation_failed")]
    [InlineData("validFrom", "", "validation_failed")]
    [InlineData("validTo", "2026-01-01T00:00:00Z", "validation_failed")]
    public async Task What_is_no_product_is_refused(string column, string value, string code)
    {
        var course = await engify.School.AddCourseAsync();
        await RefusedAsync(
            "products", column, value, code, ("courseCode", course.Code), ("productType", Bundle), ("name", "A"),
            ("basePrice", "1"), ("includedSessions", "10"), ("validFrom", "2026-01-05T00:00:00Z"),
            ("validTo", "2026-05-01T00:00:00Z"), ("termCode", ""));
    }

    [Fact]
    public async Task A_price_has_no_more_decimals_than_the_currency()
    {
        var course = await engify.School.AddCourseAsync();
        await using var host = await engify.StartHostAsync(("Institution:Currency", "JPY"));

        (await new ApiClient(host).ImportAsync(
            "products", "courseCode,productType,name,basePrice", $"{course.Code},INDIVIDUAL_SESSION,A,10.50"))
            .ShouldHaveFailed((2, "basePrice", "validation_failed"));
    }

    private async Task RefusedAsync(
        string kind, string column, string value, string code, params (string Name, string Value)[] cells)
    {
        var line = string.Join(';', cells.Select(cell => cell.Name == column ? value : cell.Value));

        (await engify.Api.ImportAsync(kind, string.Join(';', cells.Select(cell => cell.Name)), line))
            .ShouldHaveFailed((2, column, code));
    }

    private Task<Product> ProductAsync(Course course, ProductType type) => engify.QueryAsync(db =>
        db.Products.SingleAsync(product => product.CourseId == course.Id && product.ProductType == type));

    /// <summary>In Toronto, where the institution of the tests is.</summary>
    private static DateTimeOffset Midnight(DateOnly day, int offset) =>
        new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(offset));

    private static string New(string prefix) =>
        prefix + Interlocked.Increment(ref number).ToString("D5", CultureInfo.InvariantCulture);
}
