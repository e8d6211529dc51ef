using Engify.Features.Bundles;
using Engify.Features.Students;

namespace Engify.Tests.Bundles;

public sealed class ListStudentBundlesTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Purchases_come_newest_first_whether_valid_or_not()
    {
        var student = await engify.School.AddStudentAsync();
        var older = await AddPurchaseAsync(student, EngifyFixture.Start.AddDays(-30));
        var newest = await AddPurchaseAsync(student, EngifyFixture.Start.AddDays(-1));
        var oldest = await AddPurchaseAsync(student, EngifyFixture.Start.AddDays(-300), expired: true);
        await AddPurchaseAsync(await engify.School.AddStudentAsync(), EngifyFixture.Start);

        var answer = (await ListAsync(student.Id, As.Student(student.Id))).ShouldBeOk();

        Assert.Equal([newest.Id, older.Id, oldest.Id], answer.Json.Ids());
        answer.Json[0].ShouldHaveShape(Shapes.BundlePurchase).GetProperty("product").ShouldHaveShape(Shapes.Product);
    }

    [Fact]
    public async Task A_student_who_has_bought_nothing_has_an_empty_list()
    {
        var student = await engify.School.AddStudentAsync();

        Assert.Empty((await ListAsync(student.Id, As.Admin)).ShouldBeOk().Json.EnumerateArray());
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    public async Task Pages_neither_skip_nor_repeat_what_was_bought_at_the_same_time(int limit, int count)
    {
        var student = await engify.School.AddStudentAsync();
        var purchases = new List<BundlePurchase>();
        for (var i = 0; i < 5; i++)
            purchases.Add(await AddPurchaseAsync(student, EngifyFixture.Start.AddDays(-(i / 3))));

        var pages =
            await engify.Api.GetPagesAsync($"/bundles/students/{student.Id}?limit={limit}", As.Student(student.Id));

        Assert.Equal(count, pages.Count);
        var ids = pages.SelectMany(page => page.Ids()).ToList();
        Assert.Equal((await ListAsync(student.Id, As.Admin)).Json.Ids(), ids);
        Assert.Equal(purchases.Select(purchase => purchase.Id).Order(), ids.Order());
    }

    [Theory]
    [InlineData("limit=0", "validation_failed")]
    [InlineData("limit=201", "validation_failed")]
    [InlineData("limit=x", "malformed_request")]
    [InlineData("cursor=x", "malformed_request")]
    public async Task A_page_is_asked_for_properly(string query, string code)
    {
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.GetAsync($"/bundles/students/{student.Id}?{query}")).ShouldBeProblem(400, code);
    }

    [Fact]
    public async Task Only_administrators_see_another_students_bundles()
    {
        var student = await engify.School.AddStudentAsync();
        var other = As.Student((await engify.School.AddStudentAsync()).Id);

        (await ListAsync(student.Id, other)).ShouldBeProblem(403, "forbidden");
        (await ListAsync(Guid.NewGuid(), other)).ShouldBeProblem(403, "forbidden");
        (await ListAsync(student.Id, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await ListAsync(student.Id, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await ListAsync(student.Id, As.Admin)).ShouldBeOk();
    }

    [Theory]
    [InlineData("019caf39-0000-7000-8000-000000000000")]
    [InlineData("nope")]
    public async Task An_unknown_student_is_not_found(string id) =>
        (await engify.Api.GetAsync($"/bundles/students/{id}")).ShouldBeProblem(404, "student_not_found");

    private async Task<BundlePurchase> AddPurchaseAsync(Student student, DateTimeOffset at, bool expired = false)
    {
        var bundle = await engify.School.AddBundleAsync(
            await engify.School.AddCourseAsync(), validity: expired ? new Period(at, at.AddDays(1)) : null);
        return await engify.School.AddAsync(
            BundlePurchase.Purchase(student.Id, bundle, new BundleTerms(), mayChooseTerms: false, at));
    }

    private Task<Answer> ListAsync(Guid studentId, string by) =>
        engify.Api.GetAsync($"/bundles/students/{studentId}", by);
}
