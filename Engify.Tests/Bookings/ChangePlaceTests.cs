using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

/// <summary>Where sessions are held.</summary>
public sealed class ChangePlaceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Room = "https://meet.engify.test/1";

    [Fact]
    public async Task A_session_is_held_where_its_ta_is_met_until_somebody_says_otherwise()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.ExecuteAsync(
            $"UPDATE tas SET location = 'H 961', meeting_url = '{Room}' WHERE id = '{ta.Id}'");
        var student = await engify.School.AddStudentAsync();

        var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        Assert.Equal(("H 961", Room), Place(booked));

        Assert.Equal(("H 820", Room), Place(await ChangeAsync(booked.Id, new { location = " H 820 " }, As.Ta(ta.Id))));
        Assert.Equal(("H 820", null), Place(await ChangeAsync(booked.Id, new { meetingUrl = "" }, As.Admin)));
        Assert.Equal(("H 820", null), Place(await ChangeAsync(booked.Id, new { }, As.Admin)));
        var seen = await engify.Api.GetAsync($"/bookings/{booked.Id}", As.Student(student.Id));
        Assert.Equal(("H 820", null), Place(seen));
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "ChangePlace" && entry.ObjectId == $"{booked.Id}"
                && entry.ObjectType == "booking")));
    }

    [Fact]
    public async Task The_place_of_a_session_is_its_tas_and_administrators_to_change()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;
        var path = $"/bookings/{id}/place";

        (await engify.Api.PatchAsync(path, new { }, As.Student(student.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PatchAsync(path, new { }, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PatchAsync($"/bookings/{Guid.NewGuid()}/place", new { }, As.Ta(ta.Id)))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.PatchAsync($"/bookings/{Guid.NewGuid()}/place", new { }))
            .ShouldBeProblem(404, "booking_not_found");
        (await engify.Api.PatchAsync(path, new { meetingUrl = "http://meet.engify.test" }))
            .ShouldBeInvalid("meetingUrl");
        (await engify.Api.PatchAsync(path, new { location = new string('x', 201) })).ShouldBeInvalid("location");
        (await engify.Api.CancelAsync(id)).ShouldBeOk();
        (await engify.Api.PatchAsync(path, new { location = "H 1" })).ShouldBeProblem(400, "already_cancelled");
    }

    [Fact]
    public async Task A_topic_is_kept_encrypted_and_shown_to_those_who_meet()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var body = School.Individual(student, course, ta);
        body["topic"] = " Recursion ";

        var booked = (await engify.Api.PostAsync("/bookings/individual", body, As.Student(student.Id))).ShouldBeOk();

        Assert.Equal("Recursion", booked["topic"].GetString());
        foreach (var by in new[] { As.Student(student.Id), As.Ta(ta.Id), As.Admin })
        {
            var seen = await engify.Api.GetAsync($"/bookings/{booked.Id}", by);
            Assert.Equal("Recursion", seen["topic"].GetString());
        }

        Assert.Equal(
            "Recursion",
            (await engify.Api.GetAsync($"/bookings/students/{student.Id}", As.Student(student.Id))).Json[0]
                .GetProperty("topic").GetString());
        Assert.Equal("Recursion", (await engify.Api.CancelAsync(booked.Id))["topic"].GetString());
        Assert.DoesNotContain("Recursion", await engify.QueryAsync(db => db.Database
            .SqlQuery<string>(
                $"""SELECT encode(topic, 'escape') AS "Value" FROM bookings WHERE id = {booked.Id}""").SingleAsync()),
            StringComparison.Ordinal);

        body["topic"] = new string('x', 1001);
        (await engify.Api.PostAsync("/bookings/individual", body)).ShouldBeInvalid("topic");
    }

    private async Task<Answer> ChangeAsync(Guid id, object body, string by) =>
        (await engify.Api.PatchAsync($"/bookings/{id}/place", body, by)).ShouldBeOk();

    private static (string?, string?) Place(Answer booking) =>
        (booking["location"].GetString(), booking["meetingUrl"].GetString());
}
