namespace Engify.Tests.Institution;

/// <summary>An institution may keep the grade-point averages of its TAs to itself.</summary>
public sealed class ShowGpaTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Everybody_sees_averages_only_if_they_are_shown(string show)
    {
        await using var host = await engify.StartHostAsync(("Institution:ShowGpa", show));
        var api = new ApiClient(host, engify.Host.Services);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        var student = await engify.School.AddStudentAsync();
        var booked = (await api.BookAsync(student, course, ta)).ShouldBeOk();
        (string Path, string By)[] open =
        [
            ($"/courses/{course.Id}", As.Anonymous), ($"/courses/{course.Id}", As.Admin),
            ($"/courses/{course.Id}/tas", As.Anonymous), ($"/courses/{course.Id}/support-options", As.Anonymous),
            ($"/group-sessions/courses/{course.Id}", As.Anonymous), ($"/bookings/{booked.Id}", As.Student(student.Id)),
            ($"/bookings/students/{student.Id}", As.Student(student.Id)),
        ];
        foreach (var (path, by) in open)
            Assert.Equal((path, show == "true"), (path, await TellsAsync(api, path, by)));

        (string Path, string By)[] theirs =
        [
            ($"/tas/{ta.Id}", As.Admin), ("/tas", As.Admin), ($"/tas/{ta.Id}", As.Ta(ta.Id)),
            ($"/bookings/{booked.Id}", As.Ta(ta.Id)), ($"/bookings/tas/{ta.Id}", As.Ta(ta.Id)),
            ($"/bookings/students/{student.Id}", As.Admin), ("/group-session-templates", As.Ta(ta.Id)),
        ];
        foreach (var (path, by) in theirs)
            Assert.True(await TellsAsync(api, path, by), path);
        Assert.False(await TellsAsync(api, $"/tas/{ta.Id}", As.Student(student.Id)));
    }

    [Fact]
    public async Task A_course_is_changed_by_the_tag_of_what_is_shown()
    {
        await using var host = await engify.StartHostAsync(("Institution:ShowGpa", "false"));
        var api = new ApiClient(host, engify.Host.Services);
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        var seen = (await api.GetAsync($"/courses/{course.Id}")).ShouldBeOk();

        var changed = (await api.PutAsync(
            $"/courses/{course.Id}", new { code = course.Code, name = "Another" }, seen.ETag)).ShouldBeOk();

        Assert.False(Tells(changed.Text));
        Assert.Equal(changed.ETag, (await api.GetAsync($"/courses/{course.Id}")).ETag);
    }

    private static async Task<bool> TellsAsync(ApiClient api, string path, string by) =>
        Tells((await api.GetAsync(path, by)).ShouldBeOk().Text);

    private static bool Tells(string text)
    {
        Assert.Contains("\"gpa\":", text, StringComparison.Ordinal);
        return text.Contains("\"gpa\":3.9", StringComparison.Ordinal);
    }
}
