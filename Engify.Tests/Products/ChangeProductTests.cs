using Engify.Features.Products;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Products;

public sealed class ChangeProductTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task An_administrator_has_a_course_sell_a_product_and_changes_it()
    {
        var course = await engify.School.AddCourseAsync();
        Assert.Empty((await engify.Api.GetAsync($"/courses/{course.Id}/products")).Json.Ids());

        var made = (await engify.Api.PostAsync($"/courses/{course.Id}/products", Single(30.5m))).ShouldBeCreated();

        made.Json.ShouldHaveShape(Shapes.Product);
        Assert.Equal($"/products/{made.Id}", made.Headers["Location"]);
        var found = (await engify.Api.GetAsync(made.Headers["Location"])).ShouldBeOk();
        Assert.Equal((made.Text, made.ETag), (found.Text, found.ETag));
        Assert.Equal(made.Id, Assert.Single((await engify.Api.GetAsync($"/courses/{course.Id}/products")).Json.Ids()));

        var changed = (await engify.Api.PutAsync($"/products/{made.Id}", Single(40m), made.ETag)).ShouldBeOk();
        (await engify.Api.PutAsync($"/products/{made.Id}", Single(50m), made.ETag))
            .ShouldBeProblem(412, "changed_meanwhile");
        (await engify.Api.PutAsync($"/products/{made.Id}", Single(50m), null))
            .ShouldBeProblem(428, "precondition_required");
        found = await engify.Api.GetAsync($"/products/{made.Id}");
        Assert.Equal((40m, changed.ETag), (found["basePrice"].GetDecimal(), found.ETag));
        Assert.Equal(
            ["ChangeProduct", "CreateProduct"],
            await engify.QueryAsync(db => db.AuditEntries
                .Where(entry => entry.ObjectType == "product" && entry.ObjectId == made.Id.ToString())
                .Select(entry => entry.Action).OrderBy(action => action).ToListAsync()));
    }

    [Fact]
    public async Task A_bundle_takes_the_days_of_its_term()
    {
        await using var host = await engify.StartHostAsync(("Institution:TimeZone", "America/Toronto"));
        var api = new ApiClient(host);
        var course = await engify.School.AddCourseAsync();
        var term = (await api.PostAsync(
            "/terms", new { code = "P-1", name = "Winter", startsOn = "2026-01-05", endsOn = "2026-04-30" }))
            .ShouldBeCreated();

        var made = (await api.PostAsync(
            $"/courses/{course.Id}/products",
            new
            {
                name = "Ten",
                productType = "FULL_SEMESTER_BUNDLE",
                basePrice = 250,
                includedSessions = 10,
                termId = term.Id,
            }))
            .ShouldBeCreated();

        Assert.Equal("2026-01-05T05:00:00Z", made["validFrom"].GetString());
        Assert.Equal("2026-05-01T04:00:00Z", made["validTo"].GetString());
        Assert.Equal(term.Id, made["termId"].GetGuid());
        (await api.DeleteAsync($"/terms/{term.Id}")).ShouldBeProblem(409, "in_use");
    }

    [Fact]
    public async Task What_was_bought_keeps_its_type_its_terms_and_its_price()
    {
        var course = await engify.School.AddCourseAsync();
        var bundle = await engify.School.AddBundleAsync(course, sessions: 10, price: 200m);
        var student = await engify.School.AddStudentAsync();
        var bought = await engify.School.AddPurchaseAsync(student, bundle);
        var path = $"/products/{bundle.Id}";

        (await engify.Api.PutAsync(path, Single(30m), "*")).ShouldBeProblem(409, "in_use");
        (await engify.Api.PutAsync(path, Bundle(sessions: 5, price: 100m), "*")).ShouldBeOk();

        var kept = await engify.QueryAsync(db => db.BundlePurchases.SingleAsync(known => known.Id == bought.Id));
        Assert.Equal((200m, 10, bought.ValidTo), (kept.PricePaid, kept.TotalSessions, kept.ValidTo));
        var other = await engify.School.AddBundleAsync(course, type: ProductType.MidtermFinalBundle);
        (await engify.Api.PutAsync($"/products/{other.Id}", Single(30m), "*")).ShouldBeOk();
    }

    [Fact]
    public async Task A_course_has_one_product_of_a_type()
    {
        var course = await engify.School.AddCourseAsync();
        (await engify.Api.PostAsync($"/courses/{course.Id}/products", Single(30m))).ShouldBeCreated();

        (await engify.Api.PostAsync($"/courses/{course.Id}/products", Single(30m)))
            .ShouldBeProblem(400, "product_type_taken");
        (await engify.Api.PostAsync("/courses/nope/products", Single(30m))).ShouldBeProblem(404, "course_not_found");
        var lost = Single(30m);
        lost["termId"] = Guid.NewGuid();
        (await engify.Api.PostAsync($"/courses/{course.Id}/products", lost)).ShouldBeProblem(404, "term_not_found");
    }

    [Theory]
    [InlineData("basePrice", -1)]
    [InlineData("basePrice", 100000000)]
    [InlineData("basePrice", 1.005)]
    [InlineData("name", "")]
    [InlineData("includedSessions", 0)]
    [InlineData("includedSessions", 1001)]
    [InlineData("includedSessions", null)]
    [InlineData("validFrom", null)]
    [InlineData("validTo", null)]
    [InlineData("validTo", "2026-01-01T00:00:00Z")]
    [InlineData("validFrom", "1899-01-01T00:00:00Z")]
    public async Task What_is_no_bundle_is_refused(string member, object? value)
    {
        var course = await engify.School.AddCourseAsync();
        var body = Bundle();
        body[member] = value;

        (await engify.Api.PostAsync($"/courses/{course.Id}/products", body)).ShouldBeInvalid(member);
    }

    [Theory]
    [InlineData("includedSessions", 5)]
    [InlineData("validFrom", "2026-01-01T00:00:00Z")]
    [InlineData("validTo", "2026-01-01T00:00:00Z")]
    public async Task What_is_paid_singly_has_nothing_of_a_bundle(string member, object value)
    {
        var body = Single(30m);
        body[member] = value;

        (await engify.Api.PostAsync($"/courses/{(await engify.School.AddCourseAsync()).Id}/products", body))
            .ShouldBeInvalid(member);
    }

    [Fact]
    public async Task A_price_has_the_decimals_of_the_currency()
    {
        await using var host = await engify.StartHostAsync(("Institution:Currency", "JPY"));
        var api = new ApiClient(host);
        var course = await engify.School.AddCourseAsync();

        (await api.PostAsync($"/courses/{course.Id}/products", Single(10.50m))).ShouldBeInvalid("basePrice");
        (await api.PostAsync($"/courses/{course.Id}/products", Single(10.00m))).ShouldBeCreated();
    }

    private static Dictionary<string, object?> Single(decimal price) => new()
    {
        ["name"] = "Single",
        ["productType"] = "INDIVIDUAL_SESSION",
        ["basePrice"] = price,
    };

    private static Dictionary<string, object?> Bundle(int sessions = 10, decimal price = 200m) => new()
    {
        ["name"] = "Bundle",
        ["productType"] = "FULL_SEMESTER_BUNDLE",
        ["basePrice"] = price,
        ["includedSessions"] = sessions,
        ["validFrom"] = "2026-01-05T00:00:00Z",
        ["validTo"] = "2026-05-01T00:00:00Z",
    };
}
