using Engify.Tests.Harness;
using Microsoft.AspNetCore.TestHost;

namespace Engify.Tests.Authentication;

public sealed class StandInCallerTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task In_development_who_says_nothing_is_an_administrator()
    {
        using var client = engify.Host.GetTestClient();
        var student = await engify.School.AddStudentAsync();

        using var answer = await client.GetAsync($"/bundles/students/{student.Id}");

        (await Answer.OfAsync(answer)).ShouldBeOk();
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("boss")]
    [InlineData("ADMIN")]
    [InlineData("admin please")]
    [InlineData("student")]
    [InlineData("ta 1 2")]
    public async Task In_development_who_says_something_else_is_nobody(string caller)
    {
        var student = await engify.School.AddStudentAsync();

        var answer = await engify.Api.GetAsync($"/bundles/students/{student.Id}", caller);

        answer.ShouldBeProblem(401, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("student nope")]
    [InlineData("student 00000000-0000-0000-0000-000000000000")]
    public async Task A_student_without_an_id_may_do_nothing(string caller)
    {
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.GetAsync($"/bundles/students/{student.Id}", caller)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Elsewhere_the_header_is_worth_nothing()
    {
        var student = await engify.School.AddStudentAsync();
        await using var production = await engify.StartHostAsync(("environment", "Production"));
        var api = new ApiClient(production);

        foreach (var caller in new[] { As.Admin, As.Student(student.Id), As.Ta(student.Id) })
        {
            var answer = await api.GetAsync($"/bundles/students/{student.Id}", caller);

            answer.ShouldBeProblem(401, "unauthenticated");
            Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
        }

        using var client = production.GetTestClient();
        using var silent = await client.GetAsync($"/bundles/students/{student.Id}");
        (await Answer.OfAsync(silent)).ShouldBeProblem(401, "unauthenticated");
        (await api.GetAsync("/courses")).ShouldBeOk();
    }
}
