using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Products;

namespace Engify.Tests.Courses;

public sealed class GetSupportOptionsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Whole =
        ["course", "products", "tas", "upcomingGroupSessions", "activeStudentBundles"];

    [Fact]
    public async Task Anyone_sees_every_way_to_get_help()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var template = await engify.School.AddTemplateAsync(course, ta);
        var session = await AddSessionAsync(template, School.Tomorrow);

        var answer = (await engify.Api.GetAsync($"/courses/{course.Id}/support-options", As.Anonymous)).ShouldBeOk();

        answer.Json.ShouldHaveShape(Whole);
        Assert.Equal(course.Id, answer["course"].ShouldHaveShape(Shapes.Course).GetProperty("id").GetGuid());
        Assert.Equal(["FULL_SEMESTER_BUNDLE", "INDIVIDUAL_SESSION"], answer["products"].Each("productType"));
        Assert.Equal(bundle.Id, answer["products"][0].ShouldHaveShape(Shapes.Product).GetProperty("id").GetGuid());
        Assert.Equal([ta.Id], answer["tas"].Ids());
        answer["tas"][0].ShouldHaveShape(Shapes.Ta);
        Assert.Equal([template.Id], answer["upcomingGroupSessions"].Ids());
        var upcoming = answer["upcomingGroupSessions"][0].ShouldHaveShape([.. Shapes.Template, "bookings"]);
        upcoming.GetProperty("ta").ShouldHaveShape(Shapes.Ta);
        Assert.Equal([session.Id], upcoming.GetProperty("bookings").Ids());
        upcoming.GetProperty("bookings")[0].ShouldHaveShape(Shapes.Booking);
        Assert.Empty(answer["activeStudentBundles"].EnumerateArray());
        Assert.DoesNotContain(ta.Email, answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_bare_course_has_empty_lists()
    {
        var course = await engify.School.AddCourseAsync();

        var answer = (await engify.Api.GetAsync($"/courses/{course.Id}/support-options")).ShouldBeOk();

        Assert.All(Whole[1..], list => Assert.Empty(answer[list].EnumerateArray()));
    }

    [Fact]
    public async Task Inactive_rows_and_those_of_other_courses_are_left_out()
    {
        var (_, other) = await engify.School.AddCourseWithTaAsync();
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddSingleSessionAsync(course, isActive: false);
        var ta = await engify.School.AddTaAsync(course, isActive: false);
        await engify.School.AddTemplateAsync(course, other, isActive: false);

        var answer = (await engify.Api.GetAsync($"/courses/{course.Id}/support-options")).ShouldBeOk();

        Assert.All(Whole[1..], list => Assert.Empty(answer[list].EnumerateArray()));
        Assert.DoesNotContain(ta.Name, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_sessions_are_those_that_have_not_begun_and_are_not_cancelled_by_date()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        var later = await AddSessionAsync(template, School.Tomorrow.AddDays(7));
        var sooner = await AddSessionAsync(template, School.Tomorrow);
        await AddSessionAsync(template, EngifyFixture.Start);
        var cancelled = await AddSessionAsync(template, School.Tomorrow.AddDays(14));
        (await engify.Api.PatchAsync($"/bookings/{cancelled.Id}/cancel")).ShouldBeOk();

        var answer = (await engify.Api.GetAsync($"/courses/{course.Id}/support-options")).ShouldBeOk();

        Assert.Equal([sooner.Id, later.Id], answer["upcomingGroupSessions"][0].GetProperty("bookings").Ids());
    }

    [Fact]
    public async Task A_students_bundles_are_those_for_this_course_that_are_valid_now()
    {
        var course = await engify.School.AddCourseAsync();
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());
        var valid = await engify.School.AddBundleAsync(course);
        var expired = await engify.School.AddBundleAsync(
            course, type: ProductType.MidtermFinalBundle,
            validity: new Period(EngifyFixture.Start.AddDays(-9), EngifyFixture.Start));
        var elsewhere = await engify.School.AddBundleAsync(await engify.School.AddCourseAsync());
        var purchase = await engify.School.AddPurchaseAsync(student, valid);
        await engify.School.AddPurchaseAsync(student, expired);
        await engify.School.AddPurchaseAsync(student, elsewhere);
        await engify.School.AddPurchaseAsync(other, valid);

        var answer = (await GetForAsync(course, student.Id, As.Student(student.Id))).ShouldBeOk();

        Assert.Equal([purchase.Id], answer["activeStudentBundles"].Ids());
        answer["activeStudentBundles"][0].ShouldHaveShape(Shapes.BundlePurchase);
    }

    [Fact]
    public async Task That_student_the_tas_of_the_course_and_administrators_name_a_student()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        (await GetForAsync(course, student.Id, As.Student(student.Id))).ShouldBeOk();
        (await GetForAsync(course, student.Id, As.Ta(ta.Id))).ShouldBeOk();
        (await GetForAsync(course, student.Id, As.Admin)).ShouldBeOk();
    }

    [Fact]
    public async Task Nobody_else_may_name_a_student_even_one_that_does_not_exist()
    {
        var course = await engify.School.AddCourseAsync();
        var student = await engify.School.AddStudentAsync();
        var (_, otherTa) = await engify.School.AddCourseWithTaAsync();
        string[] others = [As.Student((await engify.School.AddStudentAsync()).Id), As.Ta(otherTa.Id)];

        foreach (var other in others)
        {
            (await GetForAsync(course, student.Id, other)).ShouldBeProblem(403, "forbidden");
            (await GetForAsync(course, Guid.NewGuid(), other)).ShouldBeProblem(403, "forbidden");
        }

        (await GetForAsync(course, student.Id, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await GetForAsync(course, Guid.NewGuid(), As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("019caf39-0000-7000-8000-000000000000")]
    [InlineData("nope")]
    public async Task An_unknown_student_is_not_found(string studentId)
    {
        var course = await engify.School.AddCourseAsync();

        (await engify.Api.GetAsync($"/courses/{course.Id}/support-options?studentId={studentId}"))
            .ShouldBeProblem(404, "student_not_found");
    }

    [Fact]
    public async Task An_unknown_or_inactive_course_is_not_found()
    {
        var inactive = await engify.School.AddCourseAsync(isActive: false);

        foreach (var id in new[] { $"{Guid.NewGuid()}", $"{inactive.Id}", "nope" })
            (await engify.Api.GetAsync($"/courses/{id}/support-options")).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task A_client_with_the_current_options_gets_304_and_no_shared_cache_stores_them()
    {
        var course = await engify.School.AddCourseAsync();
        var address = $"/courses/{course.Id}/support-options";
        var first = await engify.Api.GetAsync(address);

        var second = await engify.Api.GetAsync(address, As.Admin, ("If-None-Match", first.Headers["ETag"]));

        Assert.Equal(304, second.Status);
        Assert.Equal("private, no-cache", second.Headers["Cache-Control"]);
    }

    private Task<Answer> GetForAsync(Course course, Guid studentId, string by) =>
        engify.Api.GetAsync($"/courses/{course.Id}/support-options?studentId={studentId}", by);

    private Task<Booking> AddSessionAsync(GroupSessionTemplate template, DateTimeOffset startsAt) =>
        engify.School.AddAsync(template.Schedule(Period.From(startsAt, 90), EngifyFixture.Start));
}
