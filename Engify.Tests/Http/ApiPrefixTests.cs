namespace Engify.Tests.Http;

public sealed class ApiPrefixTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Queries_answer_under_api_as_they_do_at_the_root()
    {
        var course = await engify.School.AddCourseAsync();

        foreach (var path in new[] { "/courses", $"/courses/{course.Id}", $"/courses/{course.Id}/support-options" })
        {
            var root = (await engify.Api.GetAsync(path)).ShouldBeOk();
            var prefixed = (await engify.Api.GetAsync($"/api{path}")).ShouldBeOk();

            Assert.Equal(root.Text, prefixed.Text);
        }
    }

    [Fact]
    public async Task Commands_work_under_api_as_they_do_at_the_root()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var path = $"/group-sessions/{session.Id}/join";

        (await engify.Api.PostAsync($"/api{path}", new { studentId = student.Id })).ShouldBeOk();

        var root =
            (await engify.Api.PostAsync(path, new { studentId = student.Id })).ShouldBeProblem(400, "already_joined");
        var prefixed = (await engify.Api.PostAsync($"/api{path}", new { studentId = student.Id }))
            .ShouldBeProblem(400, "already_joined");
        Assert.Equal(path, root["instance"].GetString());
        Assert.Equal($"/api{path}", prefixed["instance"].GetString());
    }
}
