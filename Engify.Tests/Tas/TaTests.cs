using System.Text.Json;
using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Tas;

public sealed class TaTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Shape =
    [
        "id", "name", "email", "degree", "gpa", "bio", "isActive", "timeZone", "location", "meetingUrl",
        "breakMinutes", "maxMinutesPerDay", "maxMinutesPerWeek", "hasAccount",
    ];

    [Fact]
    public async Task An_administrator_makes_and_changes_a_TA()
    {
        var email = AccountSteps.NewEmail();
        var made = (await engify.Api.PostAsync("/tas", Body(email))).ShouldBeCreated();

        made.Json.ShouldHaveShape(Shape);
        Assert.Equal($"/tas/{made.Id}", made.Headers["Location"]);
        var found = (await engify.Api.GetAsync(made.Headers["Location"])).ShouldBeOk();
        Assert.Equal((made.Text, made.ETag), (found.Text, found.ETag));
        Assert.Equal("https://meet.example/a", found["meetingUrl"].GetString());

        var body = Body(email);
        body["name"] = "Amir";
        body["breakMinutes"] = 240;
        body["maxMinutesPerDay"] = 120;
        body["maxMinutesPerWeek"] = 600;
        var changed = (await engify.Api.PutAsync($"/tas/{made.Id}", body, made.ETag)).ShouldBeOk();
        (await engify.Api.PutAsync($"/tas/{made.Id}", body, made.ETag)).ShouldBeProblem(412, "changed_meanwhile");
        (await engify.Api.PutAsync($"/tas/{made.Id}", body, null)).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync("/tas/nope", body, "*")).ShouldBeProblem(404, "ta_not_found");
        found = await engify.Api.GetAsync($"/tas/{made.Id}");
        Assert.Equal(("Amir", changed.ETag), (found["name"].GetString(), found.ETag));
        Assert.Equal((240, 120, 600), (
            found["breakMinutes"].GetInt32(), found["maxMinutesPerDay"].GetInt32(),
            found["maxMinutesPerWeek"].GetInt32()));
        Assert.Equal(
            ["ChangeTa", "CreateTa"],
            await engify.QueryAsync(db => db.AuditEntries
                .Where(entry => entry.ObjectType == "ta" && entry.ObjectId == made.Id.ToString())
                .Select(entry => entry.Action).OrderBy(action => action).ToListAsync()));
    }

    [Fact]
    public async Task Only_the_TA_and_administrators_see_the_email_the_gpa_and_the_account()
    {
        var ta = await engify.School.AddTaAsync();
        await AddAccountAsync(ta);

        foreach (var by in new[] { As.Admin, As.Ta(ta.Id) })
        {
            var all = (await engify.Api.GetAsync($"/tas/{ta.Id}", by)).ShouldBeOk();
            Assert.Equal((ta.Email, 3.9m, true), (
                all["email"].GetString(), all["gpa"].GetDecimal(), all["hasAccount"].GetBoolean()));
        }

        foreach (var by in new[] { As.Student(Guid.NewGuid()), As.Ta(Guid.NewGuid()) })
        {
            var some = (await engify.Api.GetAsync($"/tas/{ta.Id}", by)).ShouldBeOk();
            some.Json.ShouldHaveShape(Shape);
            Assert.All(
                ["email", "gpa", "maxMinutesPerDay", "maxMinutesPerWeek", "hasAccount"],
                member => Assert.Equal(JsonValueKind.Null, some[member].ValueKind));
        }
    }

    [Fact]
    public async Task A_TA_changes_their_own_profile_and_nothing_else()
    {
        var ta = await engify.School.AddTaAsync();
        var other = await engify.School.AddTaAsync();
        var seen = (await engify.Api.GetAsync($"/tas/{ta.Id}", As.Ta(ta.Id))).ETag;
        var body = new
        {
            degree = "PhD",
            bio = "Hello",
            location = "H 961",
            meetingUrl = "https://meet.example/x",
            breakMinutes = 10,
            name = "Forged",
            isActive = false,
            maxMinutesPerDay = 1,
        };

        var changed = (await engify.Api.PutAsync($"/tas/{ta.Id}/profile", body, seen, As.Ta(ta.Id))).ShouldBeOk();
        (await engify.Api.PutAsync($"/tas/{ta.Id}/profile", body, seen, As.Ta(ta.Id)))
            .ShouldBeProblem(412, "changed_meanwhile");
        (await engify.Api.PutAsync($"/tas/{other.Id}/profile", body, "*", As.Ta(ta.Id)))
            .ShouldBeProblem(403, "forbidden");

        var now = (await engify.Api.GetAsync($"/tas/{ta.Id}", As.Ta(ta.Id))).ShouldBeOk();
        Assert.Equal((changed.Text, changed.ETag), (now.Text, now.ETag));
        Assert.Equal(
            ("PhD", ta.Name, true),
            (now["degree"].GetString(), now["name"].GetString(), now["isActive"].GetBoolean()));
        Assert.Equal(
            (10, JsonValueKind.Null), (now["breakMinutes"].GetInt32(), now["maxMinutesPerDay"].ValueKind));
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("email", "nobody")]
    [InlineData("gpa", 4.4)]
    [InlineData("gpa", 3.123)]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("breakMinutes", -1)]
    [InlineData("breakMinutes", 241)]
    [InlineData("maxMinutesPerDay", 0)]
    [InlineData("maxMinutesPerWeek", -1)]
    [InlineData("meetingUrl", "http://meet.example")]
    [InlineData("meetingUrl", "javascript:alert(1)")]
    [InlineData("meetingUrl", "https://")]
    public async Task What_is_no_TA_is_refused(string member, object value)
    {
        var body = Body(AccountSteps.NewEmail());
        body[member] = value;

        (await engify.Api.PostAsync("/tas", body)).ShouldBeInvalid(member);
        (await engify.Api.PutAsync("/tas/nope", body, "*")).ShouldBeInvalid(member);
    }

    [Fact]
    public async Task With_the_email_the_name_changes_by_which_a_TA_signs_in()
    {
        var ta = await engify.School.AddTaAsync();
        var other = await engify.School.AddTaAsync();
        await AddAccountAsync(ta);
        var email = AccountSteps.NewEmail();

        (await engify.Api.PutAsync($"/tas/{ta.Id}", Body(other.Email.ToUpperInvariant()), "*"))
            .ShouldBeProblem(400, "email_taken");
        (await engify.Api.PutAsync($"/tas/{ta.Id}", Body(email), "*")).ShouldBeOk();

        var account = await engify.QueryAsync(db => db.Accounts.SingleAsync(known => known.TaId == ta.Id));
        Assert.Equal((email, email), (account.Email, account.UserName));
        Assert.Equal((email, email), (account.NormalizedEmail, account.NormalizedUserName));
    }

    [Fact]
    public async Task Making_a_TA_inactive_names_the_booked_sessions_and_hides_the_TA()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var body = Body(ta.Email);
        body["isActive"] = false;

        var changed = (await engify.Api.PutAsync($"/tas/{ta.Id}", body, "*")).ShouldBeOk();

        var conflict = Assert.Single(changed["conflicts"].EnumerateArray());
        Assert.Equal(booked.Id, conflict.GetProperty("bookingId").GetGuid());
        Assert.Equal("TA_INACTIVE", conflict.GetProperty("reason").GetString());
        Assert.Empty((await engify.Api.GetAsync($"/courses/{course.Id}/tas")).Json.Ids());
        (await engify.Api.GetAsync($"/tas/{ta.Id}", As.Student(Guid.NewGuid()))).ShouldBeProblem(404, "ta_not_found");
        (await engify.Api.GetAsync($"/tas/{ta.Id}")).ShouldBeOk();
        var listed = (await engify.Api.GetAsync("/tas?limit=200")).ShouldBeOk().Json.Ids();
        Assert.DoesNotContain(ta.Id, listed);
        Assert.Equal(
            ta.Id,
            Assert.Single(
                (await engify.Api.GetAsync($"/tas?includeInactive=true&q={ta.Email.ToUpperInvariant()}")).Json.Ids()));
    }

    private Task AddAccountAsync(Engify.Features.Tas.Ta ta)
    {
        var account = Account.Of(ta, EngifyFixture.Start);
        account.NormalizedEmail = EmailKey.Of(ta.Email);
        return engify.School.AddAsync(account);
    }

    private static Dictionary<string, object?> Body(string email) => new()
    {
        ["name"] = "Amira",
        ["email"] = email,
        ["degree"] = "MSc",
        ["gpa"] = 4.1,
        ["bio"] = "Patient",
        ["timeZone"] = "America/Toronto",
        ["location"] = "H 961",
        ["meetingUrl"] = "https://meet.example/a",
    };
}
