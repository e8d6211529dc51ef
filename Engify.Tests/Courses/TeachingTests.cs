using System.Text.Json;

namespace Engify.Tests.Courses;

public sealed class TeachingTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_TA_is_put_on_a_course_and_taken_off_again()
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync();
        var path = $"/courses/{course.Id}/tas/{ta.Id}";

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(204, (await engify.Api.PutAsync(path, null, null)).Status);
            Assert.Equal(ta.Id, Assert.Single((await ListAsync(course.Id)).Ids()));
            Assert.Equal(
                ta.Id, Assert.Single((await engify.Api.GetAsync($"/courses/{course.Id}"))["tas"].Ids()));
        }

        Assert.Equal(204, (await engify.Api.DeleteAsync(path)).Status);
        Assert.Equal(204, (await engify.Api.DeleteAsync(path)).Status);
        Assert.Empty((await ListAsync(course.Id)).Ids());
    }

    [Fact]
    public async Task Taking_a_TA_off_a_course_names_the_booked_sessions_and_leaves_them()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();

        var removed = (await engify.Api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}")).ShouldBeOk();

        var conflict = Assert.Single(removed["conflicts"].EnumerateArray());
        Assert.Equal(booked.Id, conflict.GetProperty("bookingId").GetGuid());
        Assert.Equal("TA_DOES_NOT_TEACH_COURSE", conflict.GetProperty("reason").GetString());
        Assert.Equal("BOOKED", (await engify.Api.GetAsync($"/bookings/{booked.Id}"))["status"].GetString());
    }

    [Fact]
    public async Task Who_is_not_there_does_not_teach()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();

        (await engify.Api.PutAsync($"/courses/nope/tas/{ta.Id}", null, null)).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.PutAsync($"/courses/{course.Id}/tas/nope", null, null)).ShouldBeProblem(404, "ta_not_found");
        (await engify.Api.DeleteAsync($"/courses/nope/tas/{ta.Id}")).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.DeleteAsync($"/courses/{course.Id}/tas/nope")).ShouldBeProblem(404, "ta_not_found");
        (await engify.Api.GetAsync("/courses/nope/tas")).ShouldBeProblem(404, "course_not_found");
    }

    private async Task<JsonElement> ListAsync(Guid course) =>
        (await engify.Api.GetAsync($"/courses/{course}/tas", As.Anonymous)).ShouldBeOk().Json;
}
