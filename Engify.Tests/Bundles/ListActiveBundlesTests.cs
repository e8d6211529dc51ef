using Engify.Features.Bundles;
using Engify.Features.Products;
using Engify.Features.Students;

namespace Engify.Tests.Bundles;

public sealed class ListActiveBundlesTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly DateTimeOffset Now = EngifyFixture.Start;

    [Fact]
    public async Task Bundles_that_are_valid_now_come_those_that_last_longest_first()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var semester = await engify.School.AddBundleAsync(course);
        var exams = await engify.School.AddBundleAsync(course, type: ProductType.MidtermFinalBundle);
        var shorter = await AddPurchaseAsync(student, exams, Now.AddDays(-5), Now.AddDays(5));
        var longer = await AddPurchaseAsync(student, semester, Now.AddDays(-1), Now.AddDays(50));
        await AddPurchaseAsync(student, semester, Now.AddDays(-9), Now.AddDays(-1));
        await AddPurchaseAsync(student, semester, Now.AddDays(50), Now.AddDays(99));
        await AddPurchaseAsync(await engify.School.AddStudentAsync(), semester, Now.AddDays(-1), Now.AddDays(1));
        await engify.School.AddPurchaseAsync(
            student, await engify.School.AddBundleAsync(await engify.School.AddCourseAsync()));

        var answer = (await ListAsync(student.Id, course.Id, As.Student(student.Id))).ShouldBeOk();

        Assert.Equal([longer.Id, shorter.Id], answer.Json.Ids());
        answer.Json[0].ShouldHaveShape(Shapes.BundlePurchase).GetProperty("product").ShouldHaveShape(Shapes.Product);
    }

    [Fact]
    public async Task A_validity_includes_its_beginning_and_not_its_end()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var bundle = await engify.School.AddBundleAsync(course);
        await AddPurchaseAsync(student, bundle, Now.AddDays(-1), Now);
        var beginning = await AddPurchaseAsync(student, bundle, Now, Now.AddDays(1));

        Assert.Equal([beginning.Id], (await ListAsync(student.Id, course.Id, As.Admin)).ShouldBeOk().Json.Ids());
    }

    [Fact]
    public async Task A_bundle_without_a_session_left_is_still_valid()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await engify.School.AddPurchaseAsync(
            student, await engify.School.AddBundleAsync(course, sessions: 1));
        (await engify.Api.PostAsync(
            "/bookings/individual", School.Individual(student, course, ta, bundle: purchase))).ShouldBeOk();

        var answer = (await ListAsync(student.Id, course.Id, As.Admin)).ShouldBeOk();

        Assert.Equal(
            0, Assert.Single(answer.Json.EnumerateArray().ToList()).GetProperty("remainingSessions").GetInt32());
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course));
        await engify.School.AddPurchaseAsync(
            student, await engify.School.AddBundleAsync(course, type: ProductType.MidtermFinalBundle));

        var pages = await engify.Api.GetPagesAsync($"{Address(student.Id, course.Id)}?limit=1");

        Assert.Equal(2, pages.Count);
        Assert.Equal(
            (await ListAsync(student.Id, course.Id, As.Admin)).Json.Ids(), pages.SelectMany(page => page.Ids()));
    }

    [Theory]
    [InlineData("limit=0", "validation_failed")]
    [InlineData("limit=201", "validation_failed")]
    [InlineData("cursor=x", "malformed_request")]
    public async Task A_page_is_asked_for_properly(string query, string code) =>
        (await engify.Api.GetAsync($"{Address(Guid.NewGuid(), Guid.NewGuid())}?{query}")).ShouldBeProblem(400, code);

    [Fact]
    public async Task That_student_tas_of_the_course_and_administrators_see_them()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        (await ListAsync(student.Id, course.Id, As.Student(student.Id))).ShouldBeOk();
        (await ListAsync(student.Id, course.Id, As.Ta(ta.Id))).ShouldBeOk();
        (await ListAsync(student.Id, course.Id, As.Admin)).ShouldBeOk();
    }

    [Fact]
    public async Task Nobody_else_sees_them_or_learns_whether_they_exist()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var (_, otherTa) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var other = As.Student((await engify.School.AddStudentAsync()).Id);

        (await ListAsync(student.Id, course.Id, other)).ShouldBeProblem(403, "forbidden");
        (await ListAsync(Guid.NewGuid(), course.Id, other)).ShouldBeProblem(403, "forbidden");
        (await ListAsync(student.Id, course.Id, As.Ta(otherTa.Id))).ShouldBeProblem(403, "forbidden");
        (await ListAsync(student.Id, Guid.NewGuid(), As.Ta(ta.Id))).ShouldBeProblem(403, "forbidden");
        (await ListAsync(student.Id, course.Id, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task An_unknown_student_or_course_is_not_found()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());

        (await ListAsync(Guid.NewGuid(), course.Id, As.Admin)).ShouldBeProblem(404, "student_not_found");
        (await ListAsync(student.Id, Guid.NewGuid(), As.Admin)).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.GetAsync($"/bundles/students/nope/courses/{course.Id}/active"))
            .ShouldBeProblem(404, "student_not_found");
        (await engify.Api.GetAsync($"/bundles/students/{student.Id}/courses/nope/active"))
            .ShouldBeProblem(404, "course_not_found");
    }

    private static string Address(Guid studentId, Guid courseId) =>
        $"/bundles/students/{studentId}/courses/{courseId}/active";

    private Task<Answer> ListAsync(Guid studentId, Guid courseId, string by) =>
        engify.Api.GetAsync(Address(studentId, courseId), by);

    private Task<BundlePurchase> AddPurchaseAsync(
        Student student, Product bundle, DateTimeOffset from, DateTimeOffset to) =>
        engify.School.AddPurchaseAsync(student, bundle, new BundleTerms(ValidFrom: from, ValidTo: to));
}
