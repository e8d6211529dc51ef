using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Students;

public sealed class ExportStudentTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Everything_about_a_student_is_one_document()
    {
        var email = AccountSteps.NewEmail();
        var session = (await From("203.0.113.7").RegisterAsync(email, name: "Sam Student")).ShouldBeCreated();
        (await From("203.0.113.8").LogInAsync(email)).ShouldBeOk();
        (await From("203.0.113.66").LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        var id = session["user"].GetProperty("studentId").GetGuid();
        var student = await engify.QueryAsync(db => db.Students.SingleAsync(student => student.Id == id));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course, sessions: 10, price: 200m);
        (await engify.Api.PostAsync(
            $"/bundles/courses/{course.Id}/purchase", new { studentId = id, productId = bundle.Id })).ShouldBeOk();
        var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        (await engify.Api.PatchAsync($"/bookings/{booked.Id}/cancel", new { reason = "ill" })).ShouldBeOk();
        var group = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddDays(3));
        var other = await engify.School.AddStudentAsync();
        foreach (var joining in new[] { student, other })
            (await engify.Api.JoinAsync(group, joining)).ShouldBeOk();

        var export = (await engify.Api.GetAsync($"/students/{id}/export", As.Student(id))).ShouldBeOk();

        Assert.Equal(email, export["student"].GetProperty("email").GetString());
        Assert.Equal("student", export["account"].GetProperty("role").GetString());
        Assert.Equal(
            ["203.0.113.7/32", "203.0.113.8/32"], export["signIns"].Each("network").Order(StringComparer.Ordinal));
        Assert.Equal(["203.0.113.8/32"], export["knownNetworks"].Each("network"));
        Assert.Equal(
            [group.Id, booked.Id],
            export["bookings"].EnumerateArray()
                .Select(place => place.GetProperty("booking").GetProperty("id").GetGuid()));
        Assert.Equal("ill", export["bookings"][1].GetProperty("booking").GetProperty("cancellationReason").GetString());
        var bought = Assert.Single(export["bundlePurchases"].EnumerateArray());
        Assert.Equal(200m, bought.GetProperty("pricePaid").GetDecimal());
        Assert.Contains("Register", export["activity"].Each("action"));
        Assert.Contains("LogIn", export["activity"].Each("action"));
        Assert.Equal(
            export["activity"].GetRawText(),
            (await engify.Api.GetAsync($"/students/{id}/export")).ShouldBeOk()["activity"].GetRawText());

        // Nothing about others: neither who shares a session nor who guessed a password.
        Assert.DoesNotContain(other.Email, export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Name, export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other.Id}", export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.66", export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{As.AdminAccount}", export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_student_without_an_account_has_little_to_tell()
    {
        var student = await engify.School.AddStudentAsync();
        var invited = await engify.Api.PostAsync(
            "/invitations", new { email = student.Email, role = "student", name = "A" });

        var export = (await engify.Api.GetAsync($"/students/{student.Id}/export")).ShouldBeOk();

        Assert.Equal(System.Text.Json.JsonValueKind.Null, export["account"].ValueKind);
        Assert.Equal(invited.Id, export["invitation"].GetProperty("id").GetGuid());
        foreach (var list in new[]
        {
            "outsideSignIns", "signIns", "knownNetworks", "bookings", "bundlePurchases", "activity",
        })
        {
            Assert.Empty(export[list].EnumerateArray());
        }

        Assert.DoesNotContain(invited["token"].GetString()!, export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_for_that_student_and_administrators()
    {
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());

        (await engify.Api.GetAsync($"/students/{student.Id}/export", As.Student(other.Id)))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"/students/{student.Id}/export", As.Ta(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"/students/{Guid.NewGuid()}/export")).ShouldBeProblem(404, "student_not_found");
        (await engify.Api.GetAsync("/students/nope/export")).ShouldBeProblem(404, "student_not_found");
    }

    private ApiClient From(string address) => new(engify.Host)
    {
        Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address),
    };
}
