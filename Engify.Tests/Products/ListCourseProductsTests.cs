using System.Text.Json;
using Engify.Features.Courses;
using Engify.Features.Products;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Products;

public sealed class ListCourseProductsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_bundle_tells_its_terms()
    {
        var course = await engify.School.AddCourseAsync();
        var bundle = await engify.School.AddBundleAsync(course, sessions: 8, price: 199.99m);

        var product = Assert.Single((await ListAsync(course)).Json.EnumerateArray().ToList());

        product.ShouldHaveShape(Shapes.Product);
        Assert.Equal(bundle.Id, product.GetProperty("id").GetGuid());
        Assert.Equal(course.Id, product.GetProperty("courseId").GetGuid());
        Assert.Equal("Bundle", product.GetProperty("name").GetString());
        Assert.Equal("FULL_SEMESTER_BUNDLE", product.GetProperty("productType").GetString());
        Assert.Equal("199.99", product.GetProperty("basePrice").GetRawText());
        Assert.Equal(8, product.GetProperty("includedSessions").GetInt32());
        Assert.Equal("2026-03-01T12:00:00Z", product.GetProperty("validFrom").GetString());
        Assert.Equal("2026-06-09T12:00:00Z", product.GetProperty("validTo").GetString());
        Assert.True(product.GetProperty("isActive").GetBoolean());
    }

    [Fact]
    public async Task Only_a_bundle_has_terms()
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddSingleSessionAsync(course, price: 30m);

        var product = Assert.Single((await ListAsync(course)).Json.EnumerateArray().ToList());

        product.ShouldHaveShape(Shapes.Product);
        Assert.Equal(30m, product.GetProperty("basePrice").GetDecimal());
        Assert.All(
            ["description", "includedSessions", "validFrom", "validTo"],
            member => Assert.Equal(JsonValueKind.Null, product.GetProperty(member).ValueKind));
    }

    [Fact]
    public async Task Products_come_by_type_without_those_of_other_courses()
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddBundleAsync(course, type: ProductType.MidtermFinalBundle);
        await engify.School.AddSingleSessionAsync(course);
        await engify.School.AddAsync(Product.PaidSingly(
            Guid.CreateVersion7(), course.Id, ProductType.GroupSessionPass, "Pass", 12.5m));
        await engify.School.AddBundleAsync(course);
        await engify.School.AddSingleSessionAsync(await engify.School.AddCourseAsync());

        Assert.Equal(
            ["FULL_SEMESTER_BUNDLE", "GROUP_SESSION_PASS", "INDIVIDUAL_SESSION", "MIDTERM_FINAL_BUNDLE"],
            (await ListAsync(course)).Json.Each("productType"));
    }

    [Fact]
    public async Task Products_no_longer_sold_are_left_out()
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddSingleSessionAsync(course, isActive: false);

        Assert.Empty((await ListAsync(course)).Json.EnumerateArray());
    }

    [Fact]
    public async Task An_administrator_sees_what_is_not_sold_too_and_nobody_else_does()
    {
        var course = await engify.School.AddCourseAsync(isActive: false);
        await engify.School.AddSingleSessionAsync(course, isActive: false);
        var path = $"/courses/{course.Id}/products?includeInactive=true";

        for (var time = 1; time <= 2; time++)
        {
            var answer = (await engify.Api.GetAsync(path)).ShouldBeOk();
            Assert.False(Assert.Single(answer.Json.EnumerateArray()).GetProperty("isActive").GetBoolean());
            Assert.Equal("private, no-cache", answer.Headers["Cache-Control"]);

            (await engify.Api.GetAsync(path, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync(path, As.Student(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        }

        (await engify.Api.GetAsync($"/courses/{Guid.NewGuid()}/products?includeInactive=true"))
            .ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task An_unknown_or_inactive_course_is_not_found()
    {
        var inactive = await engify.School.AddCourseAsync(isActive: false);

        foreach (var id in new[] { $"{Guid.NewGuid()}", $"{inactive.Id}", "nope" })
            (await engify.Api.GetAsync($"/courses/{id}/products")).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task A_client_with_the_current_prices_gets_304_until_one_changes()
    {
        var course = await engify.School.AddCourseAsync();
        var product = await engify.School.AddSingleSessionAsync(course);
        var first = await ListAsync(course);
        var known = ("If-None-Match", first.Headers["ETag"]);

        Assert.Equal(304, (await engify.Api.GetAsync($"/courses/{course.Id}/products", As.Anonymous, known)).Status);

        await engify.QueryAsync(db => db.Products.Where(other => other.Id == product.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.BasePrice, 31m)));
        var changed = (await engify.Api.GetAsync($"/courses/{course.Id}/products", As.Anonymous, known)).ShouldBeOk();
        Assert.NotEqual(first.Headers["ETag"], changed.Headers["ETag"]);
        Assert.Equal("public, max-age=60", changed.Headers["Cache-Control"]);
    }

    private async Task<Answer> ListAsync(Course course) =>
        (await engify.Api.GetAsync($"/courses/{course.Id}/products", As.Anonymous)).ShouldBeOk();
}
