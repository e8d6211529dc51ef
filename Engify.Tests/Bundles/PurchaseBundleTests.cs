using System.Text.Json.Nodes;
using Engify.Features.Products;
using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bundles;

public sealed class PurchaseBundleTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly DateTimeOffset AfterSemester = School.Semester.End;

    [Theory]
    [InlineData(ProductType.FullSemesterBundle, "FULL_SEMESTER")]
    [InlineData(ProductType.MidtermFinalBundle, "MIDTERM_FINAL_ONLY")]
    public async Task A_student_buys_a_bundle_on_the_terms_of_its_product(ProductType type, string coverageType)
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var bundle = await engify.School.AddBundleAsync(course, sessions: 8, type, price: 199.99m);

        var answer = (await PurchaseAsync(student, bundle)).ShouldBeOk();

        answer.Json.ShouldHaveShape(Shapes.BundlePurchase);
        Assert.Equal(student.Id, answer["studentId"].GetGuid());
        Assert.Equal(course.Id, answer["courseId"].GetGuid());
        Assert.Equal(bundle.Id, answer["productId"].GetGuid());
        Assert.Equal(coverageType, answer["coverageType"].GetString());
        Assert.Equal(8, answer["totalSessions"].GetInt32());
        Assert.Equal(8, answer["remainingSessions"].GetInt32());
        Assert.Equal("2026-03-01T12:00:00Z", answer["validFrom"].GetString());
        Assert.Equal("2026-06-09T12:00:00Z", answer["validTo"].GetString());
        Assert.Equal("199.99", answer["pricePaid"].GetRawText());
        Assert.Equal("2026-03-02T12:00:00Z", answer["createdAt"].GetString());
        Assert.Equal("2026-03-02T12:00:00Z", answer["updatedAt"].GetString());
        Assert.Equal(bundle.Id, answer["product"].ShouldHaveShape(Shapes.Product).GetProperty("id").GetGuid());
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task The_answer_equals_the_stored_booking()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        var answer = (await PurchaseAsync(student, bundle)).ShouldBeOk();

        var list = (await engify.Api.GetAsync($"/bundles/students/{student.Id}")).ShouldBeOk();
        Assert.Equal(answer.Text, Assert.Single(list.Json.EnumerateArray().ToList()).GetRawText());
    }

    [Fact]
    public async Task A_later_price_changes_no_purchase()
    {
        var (student, bundle) = await AddStudentAndBundleAsync(price: 200m);
        (await PurchaseAsync(student, bundle)).ShouldBeOk();
        await engify.QueryAsync(db => db.Products.Where(product => product.Id == bundle.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(product => product.BasePrice, 250m)));

        var purchase = (await engify.Api.GetAsync($"/bundles/students/{student.Id}")).ShouldBeOk().Json[0];

        Assert.Equal(200m, purchase.GetProperty("pricePaid").GetDecimal());
        Assert.Equal(250m, purchase.GetProperty("product").GetProperty("basePrice").GetDecimal());
    }

    [Fact]
    public async Task A_student_may_repeat_the_terms_also_in_another_offset()
    {
        var (student, bundle) = await AddStudentAndBundleAsync(sessions: 10);

        (await PurchaseAsync(
            student, bundle,
            ("coverageType", "FULL_SEMESTER"), ("totalSessions", 10),
            ("validFrom", "2026-03-01T07:00:00-05:00"), ("validTo", "2026-06-09T21:00:00.000+09:00"))).ShouldBeOk();
    }

    [Theory]
    [InlineData("coverageType", "MIDTERM_FINAL_ONLY")]
    [InlineData("totalSessions", 11)]
    [InlineData("validFrom", "2026-03-01T12:00:01Z")]
    [InlineData("validTo", "2026-06-10T12:00:00Z")]
    public async Task A_student_cannot_choose_the_terms_but_an_administrator_can(string member, object value)
    {
        var (student, bundle) = await AddStudentAndBundleAsync(sessions: 10);

        (await PurchaseAsync(student, bundle, (member, value))).ShouldBeProblem(400, "bundle_terms_mismatch");
        var answer = (await PurchaseAsAsync(As.Admin, student, bundle, (member, value))).ShouldBeOk();

        Assert.Equal($"{value}", $"{answer[member]}");
        Assert.Equal(answer["totalSessions"].GetInt32(), answer["remainingSessions"].GetInt32());
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_bundle_does_not_hold_fewer_than_1_or_more_than_1000_sessions(int totalSessions)
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsAsync(As.Admin, student, bundle, ("totalSessions", totalSessions)))
            .ShouldBeInvalid("totalSessions");
    }

    [Theory]
    [InlineData("5.0")]
    [InlineData("0.5e1")]
    [InlineData("50E-1")]
    public async Task A_number_of_sessions_is_any_number_without_a_fraction(string json)
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        var answer = (await PurchaseAsAsync(As.Admin, student, bundle, ("totalSessions", JsonNode.Parse(json))))
            .ShouldBeOk();

        Assert.Equal("5", answer["totalSessions"].GetRawText());
    }

    [Theory]
    [InlineData("2025-12-31T23:59:60Z", "9998-12-31T23:59:59.9999999999Z")]
    [InlineData("1900-01-01T00:00:00.000001Z", "2026-06-09T12:00:00+23:59")]
    public async Task The_terms_that_are_answered_are_those_that_are_kept(string validFrom, string validTo)
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        var answer = (await PurchaseAsAsync(
            As.Admin, student, bundle, ("validFrom", validFrom), ("validTo", validTo))).ShouldBeOk();

        var kept = (await engify.Api.GetAsync($"/bundles/students/{student.Id}")).ShouldBeOk().Json[0];
        Assert.Equal(answer["validFrom"].GetString(), kept.GetProperty("validFrom").GetString());
        Assert.Equal(answer["validTo"].GetString(), kept.GetProperty("validTo").GetString());
    }

    [Fact]
    public async Task A_bundle_cannot_be_valid_from_the_first_instant_there_is_which_the_database_takes_for_always()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsAsync(As.Admin, student, bundle, ("validFrom", "0001-01-01T00:00:00Z")))
            .ShouldBeInvalid("validFrom");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_bundle_holds_1_to_1000_sessions(int totalSessions)
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsAsync(As.Admin, student, bundle, ("totalSessions", totalSessions))).ShouldBeOk();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_validity_ends_after_it_begins(int days)
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsAsync(
            As.Admin, student, bundle,
            ("validFrom", School.Tomorrow), ("validTo", School.Tomorrow.AddDays(days)))).ShouldBeInvalid("validTo");
    }

    [Fact]
    public async Task A_validity_that_contradicts_the_rest_of_the_products_is_refused()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsAsync(As.Admin, student, bundle, ("validFrom", AfterSemester)))
            .ShouldBeProblem(400, "bundle_terms_mismatch");
        (await PurchaseAsAsync(As.Admin, student, bundle, ("validTo", School.Semester.Start)))
            .ShouldBeProblem(400, "bundle_terms_mismatch");
    }

    [Fact]
    public async Task Only_bundles_are_bought()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var single = await engify.School.AddSingleSessionAsync(course);
        var pass = await engify.School.AddAsync(
            Product.PaidSingly(Guid.CreateVersion7(), course.Id, ProductType.GroupSessionPass, "Pass", 12m));

        (await PurchaseAsync(student, single)).ShouldBeProblem(400, "not_a_bundle");
        (await PurchaseAsync(student, pass)).ShouldBeProblem(400, "not_a_bundle");
    }

    [Fact]
    public async Task The_product_is_of_this_course_and_active()
    {
        var (student, elsewhere) = await AddStudentAndBundleAsync();
        var course = await engify.School.AddCourseAsync();
        var inactive = await engify.School.AddBundleAsync(course, isActive: false);

        foreach (var productId in new[] { $"{elsewhere.Id}", $"{inactive.Id}", $"{Guid.NewGuid()}", "nope", "" })
        {
            (await PostAsync(course.Id, new { studentId = student.Id, productId }))
                .ShouldBeProblem(404, "product_not_found");
        }
    }

    [Fact]
    public async Task The_course_exists_and_is_active()
    {
        var student = await engify.School.AddStudentAsync();
        var inactive = await engify.School.AddCourseAsync(isActive: false);
        var bundle = await engify.School.AddBundleAsync(inactive);

        foreach (var courseId in new[] { $"{inactive.Id}", $"{Guid.NewGuid()}", "nope" })
        {
            (await engify.Api.PostAsync(
                $"/bundles/courses/{courseId}/purchase", new { studentId = student.Id, productId = bundle.Id }))
                .ShouldBeProblem(404, "course_not_found");
        }
    }

    [Fact]
    public async Task The_student_exists()
    {
        var (_, bundle) = await AddStudentAndBundleAsync();

        foreach (var studentId in new[] { $"{Guid.NewGuid()}", "nope" })
        {
            (await PostAsync(bundle.CourseId, new { studentId, productId = bundle.Id }))
                .ShouldBeProblem(404, "student_not_found");
        }
    }

    [Fact]
    public async Task The_student_is_active()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();
        await engify.School.RetireAsync<Student>(student.Id);

        (await PurchaseAsync(student, bundle)).ShouldBeProblem(400, "student_inactive");
        (await PostAsync(Guid.NewGuid(), new { studentId = student.Id, productId = bundle.Id }))
            .ShouldBeProblem(400, "student_inactive");
    }

    [Fact]
    public async Task A_bundle_is_bought_once_for_a_time()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();
        (await PurchaseAsync(student, bundle)).ShouldBeOk();

        (await PurchaseAsync(student, bundle)).ShouldBeProblem(400, "bundle_already_purchased");
        (await PurchaseAsAsync(
            As.Admin, student, bundle,
            ("validFrom", AfterSemester.AddSeconds(-1)), ("validTo", AfterSemester.AddDays(1))))
            .ShouldBeProblem(400, "bundle_already_purchased");
    }

    [Fact]
    public async Task A_bundle_is_bought_again_for_the_time_after()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();
        (await PurchaseAsync(student, bundle)).ShouldBeOk();

        (await PurchaseAsAsync(
            As.Admin, student, bundle,
            ("validFrom", AfterSemester), ("validTo", AfterSemester.AddDays(90)))).ShouldBeOk();
    }

    [Fact]
    public async Task A_purchase_waits_for_another_of_its_student()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        await using var held = await BookingsLock.TakeAsync(engify, student.Id);
        var purchases = new[] { PurchaseAsync(student, bundle), PurchaseAsync(student, bundle) };
        await held.WaitForWaitersAsync(2);
        await held.ReleaseAsync();

        var answers = await Task.WhenAll(purchases);
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(answers, answer => answer.Status == 400 && answer.Code == "bundle_already_purchased");
    }

    [Fact]
    public async Task A_bundle_is_not_sold_any_more_once_its_validity_has_ended()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var over = await engify.School.AddBundleAsync(course, validity: Until(EngifyFixture.Start));

        (await PurchaseAsync(student, over)).ShouldBeProblem(400, "bundle_not_on_sale");
        (await PurchaseAsync(student, over, ("validTo", EngifyFixture.Start)))
            .ShouldBeProblem(400, "bundle_not_on_sale");
        Assert.Empty((await engify.Api.GetAsync($"/bundles/students/{student.Id}")).Json.EnumerateArray());
    }

    [Fact]
    public async Task A_bundle_is_sold_until_the_last_moment_of_its_validity()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var last = await engify.School.AddBundleAsync(
            course, validity: Until(EngifyFixture.Start.AddMicroseconds(1)));

        (await PurchaseAsync(student, last)).ShouldBeOk();
    }

    [Fact]
    public async Task An_administrator_buys_also_a_bundle_whose_validity_has_ended()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var over = await engify.School.AddBundleAsync(course, validity: Until(EngifyFixture.Start));

        (await PurchaseAsAsync(As.Admin, student, over)).ShouldBeOk();
        (await PurchaseAsAsync(
            As.Admin, student, over, ("validFrom", EngifyFixture.Start), ("validTo", AfterSemester))).ShouldBeOk();
    }

    [Fact]
    public async Task Other_bundles_and_other_students_are_no_obstacle()
    {
        var (student, course) = (await engify.School.AddStudentAsync(), await engify.School.AddCourseAsync());
        var semester = await engify.School.AddBundleAsync(course);
        var exams = await engify.School.AddBundleAsync(course, type: ProductType.MidtermFinalBundle);

        (await PurchaseAsync(student, semester)).ShouldBeOk();
        (await PurchaseAsync(student, exams)).ShouldBeOk();
        (await PurchaseAsync(await engify.School.AddStudentAsync(), semester)).ShouldBeOk();
    }

    [Fact]
    public async Task The_first_rule_that_fails_answers()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();
        (await PurchaseAsync(student, bundle)).ShouldBeOk();
        var single = await engify.School.AddSingleSessionAsync(await engify.School.AddCourseAsync());
        var (by, unknown) = (As.Student(student.Id), Guid.NewGuid());

        (await PostAsync(unknown, new { studentId = unknown, productId = unknown, totalSessions = 0 }))
            .ShouldBeProblem(400, "validation_failed");
        (await PostAsync(unknown, new { studentId = unknown, productId = unknown }))
            .ShouldBeProblem(404, "student_not_found");
        (await PostAsync(unknown, new { studentId = student.Id, productId = unknown }, by))
            .ShouldBeProblem(404, "course_not_found");
        (await PostAsync(bundle.CourseId, new { studentId = student.Id, productId = single.Id }, by))
            .ShouldBeProblem(404, "product_not_found");
        (await PurchaseAsync(student, single, ("totalSessions", 99))).ShouldBeProblem(400, "not_a_bundle");
        (await PurchaseAsync(student, bundle, ("totalSessions", 99))).ShouldBeProblem(400, "bundle_terms_mismatch");

        var over = await engify.School.AddBundleAsync(
            await engify.School.AddCourseAsync(), validity: Until(EngifyFixture.Start));
        await engify.School.AddPurchaseAsync(student, over);
        (await PurchaseAsync(student, over, ("totalSessions", 99))).ShouldBeProblem(400, "bundle_terms_mismatch");
        (await PurchaseAsync(student, over)).ShouldBeProblem(400, "bundle_not_on_sale");
    }

    [Theory]
    [InlineData("""{"productId":"x"}""")]
    [InlineData("""{"studentId":"x"}""")]
    [InlineData("""{"studentId":null,"productId":"x"}""")]
    [InlineData("""{"studentId":7,"productId":"x"}""")]
    [InlineData("""{"studentId":"x","productId":"x","totalSessions":"5"}""")]
    [InlineData("""{"studentId":"x","productId":"x","totalSessions":1.5}""")]
    [InlineData("""{"studentId":"x","productId":"x","totalSessions":99999999999}""")]
    [InlineData("""{"studentId":"x","productId":"x","coverageType":"WHOLE_LIFE"}""")]
    [InlineData("""{"studentId":"x","productId":"x","coverageType":0}""")]
    [InlineData("""{"studentId":"x","productId":"x","validFrom":"2026-03-01T12:00:00"}""")]
    [InlineData("""{"studentId":"x","productId":"x","validTo":"tomorrow"}""")]
    public async Task A_body_that_lacks_a_member_or_has_one_of_a_wrong_type_is_malformed(string body) =>
        (await engify.Api.SendAsync("POST", Address(Guid.NewGuid()), body)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task Unknown_members_and_terms_that_are_null_are_no_fault()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();

        (await PurchaseAsync(
            student, bundle, ("totalSessions", null), ("validTo", null), ("colour", "blue"))).ShouldBeOk();
    }

    [Fact]
    public async Task Only_administrators_buy_for_another_student()
    {
        var (student, bundle) = await AddStudentAndBundleAsync();
        var other = As.Student((await engify.School.AddStudentAsync()).Id);

        (await PurchaseAsAsync(other, student, bundle)).ShouldBeProblem(403, "forbidden");
        (await PostAsync(Guid.NewGuid(), new { studentId = Guid.NewGuid(), productId = "nope" }, other))
            .ShouldBeProblem(403, "forbidden");
        (await PurchaseAsAsync(As.Ta(Guid.NewGuid()), student, bundle)).ShouldBeProblem(403, "forbidden");
        (await PurchaseAsAsync(As.Anonymous, student, bundle)).ShouldBeProblem(401, "unauthenticated");
        (await PurchaseAsAsync(As.Admin, student, bundle)).ShouldBeOk();
    }

    private static Period Until(DateTimeOffset end) => new(end.AddDays(-90), end);

    private static string Address(Guid courseId) => $"/bundles/courses/{courseId}/purchase";

    private async Task<(Student Student, Product Bundle)> AddStudentAndBundleAsync(
        int sessions = 10, decimal price = 200m) => (
        await engify.School.AddStudentAsync(),
        await engify.School.AddBundleAsync(await engify.School.AddCourseAsync(), sessions, price: price));

    private Task<Answer> PurchaseAsync(Student student, Product product, params (string, object?)[] terms) =>
        PurchaseAsAsync(As.Student(student.Id), student, product, terms);

    private Task<Answer> PurchaseAsAsync(
        string by, Student student, Product product, params (string Member, object? Value)[] terms)
    {
        var body = terms.ToDictionary(term => term.Member, term => term.Value);
        body["studentId"] = student.Id;
        body["productId"] = product.Id;
        return PostAsync(product.CourseId, body, by);
    }

    private Task<Answer> PostAsync(Guid courseId, object body, string by = As.Admin) =>
        engify.Api.PostAsync(Address(courseId), body, by);
}
