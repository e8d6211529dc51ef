using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class FrameworkProblemsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Join = "/group-sessions/nope/join";

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/nothing")]
    [InlineData("POST", "/nothing")]
    [InlineData("GET", "/courses/a/b/c")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/api/api/courses")]
    public async Task There_is_nothing_at_an_unknown_address(string method, string path)
    {
        foreach (var by in new[] { As.Admin, As.Anonymous })
        {
            var answer = (await engify.Api.SendAsync(method, path, null, by)).ShouldBeProblem(404, "route_not_found");

            Assert.Equal(path, answer["instance"].GetString());
        }
    }

    [Theory]
    [InlineData("DELETE", "/courses", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/courses/nope", "GET, HEAD, OPTIONS, PUT")]
    [InlineData("GET", "/api/group-sessions/nope/join", "OPTIONS, POST")]
    [InlineData("HEAD", "/api/group-sessions/nope/join", "OPTIONS, POST")]
    [InlineData("POST", "/bookings/nope/cancel", "OPTIONS, PATCH")]
    [InlineData("DELETE", "/bookings/individual", "GET, HEAD, OPTIONS, POST")]
    [InlineData("BREW", "/health/live", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/openapi/v1.json", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/swagger/index.html", "GET, HEAD, OPTIONS")]
    public async Task Another_method_is_refused_with_those_that_are_taken(string method, string path, string allowed)
    {
        var answer = (await engify.Api.SendAsync(method, path, null)).ShouldBeProblem(405, "method_not_allowed");

        Assert.Equal(allowed.Split(", "), answer.Headers["Allow"].Split(", ").Order());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=\"utf-16\"")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; charset=utf-8; charset=utf-16")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/json; charset=\"utf-8")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_body_of_another_type_or_encoding_is_refused(string contentType) =>
        (await engify.Api.SendAsync("POST", Join, """{"studentId":"x"}""", As.Admin, ("Content-Type", contentType)))
            .ShouldBeProblem(415, "unsupported_media_type");

    [Theory]
    [InlineData("GET", "/courses", 200)]
    [InlineData("GET", "/bookings/nope", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("DELETE", "/courses", 405)]
    public async Task The_encoding_of_a_body_that_is_not_read_does_not_matter(string method, string path, int status) =>
        Assert.Equal(status, (await engify.Api.SendAsync(
            method, path, null, As.Admin, ("Content-Type", "application/json; charset=klingon"))).Status);

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/Json ; CharSet=\"Utf-8\" ")]
    [InlineData("application/json; charset=\"ut\\f-8\"")]
    [InlineData("application/json;x=\"a;charset=utf-16\";charset=utf-8;y")]
    [InlineData("application/json; charset=utf-8; charset=\"UTF-8\"")]
    [InlineData("application/json; charset=")]
    [InlineData("application/json; charset")]
    [InlineData("application/problem+json; charset=\"utf-8\"")]
    public async Task A_body_of_json_in_utf_8_is_taken(string contentType) =>
        (await engify.Api.SendAsync("POST", Join, """{"studentId":"x"}""", As.Admin, ("Content-Type", contentType)))
            .ShouldBeProblem(404, "student_not_found");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"studentId":"x"}}""")]
    [InlineData("""{"studentId":"x",}""")]
    [InlineData("""{"studentId":"\ud800"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    public async Task A_body_that_is_broken_empty_or_of_another_shape_is_malformed(string body) =>
        (await engify.Api.SendAsync("POST", Join, body)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task A_body_that_is_too_deep_is_malformed() =>
        (await engify.Api.SendAsync("POST", Join, $"{{\"studentId\":\"x\",\"deep\":{new string('[', 1000)}"))
            .ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task A_body_that_is_no_text_is_malformed()
    {
        using var client = await engify.CreateClientAsync();
        using var content = new ByteArrayContent([.. "{\"studentId\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var answer = await client.PostAsync(Join, content);

        (await Answer.OfAsync(answer)).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task No_body_at_all_is_malformed()
    {
        using var client = await engify.CreateClientAsync();

        using var answer = await client.PostAsync(Join, null);

        (await Answer.OfAsync(answer)).ShouldBeProblem(400, "malformed_request");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")]
    [InlineData("image/png")]
    public async Task A_browser_gets_the_same_shape(string accept)
    {
        (string, string) header = ("Accept", accept);

        (await engify.Api.GetAsync("/nothing", As.Admin, header)).ShouldBeProblem(404, "route_not_found");
        (await engify.Api.GetAsync("/courses/nope", As.Admin, header)).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.GetAsync("/bundles/students/x", As.Anonymous, header))
            .ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.SendAsync("POST", Join, "{", As.Admin, header)).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task Refusals_are_not_logged_as_failures()
    {
        var student = await engify.School.AddStudentAsync();
        var session = await engify.School.AddGroupSessionAsync();
        var address = $"/group-sessions/{session.Id}/join";
        var body = new { studentId = student.Id };
        (await engify.Api.PostAsync(address, body)).ShouldBeOk();

        (await engify.Api.PostAsync(address, body)).ShouldBeProblem(400, "already_joined");
        (await engify.Api.PostAsync(address, body, As.Ta(session.TaId))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PostAsync(address, body, As.Student(session.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PostAsync(address, body, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.SendAsync("POST", address, "{")).ShouldBeProblem(400, "malformed_request");
        (await engify.Api.SendAsync("POST", address, "{}", As.Admin, ("Content-Type", "text/plain")))
            .ShouldBeProblem(415, "unsupported_media_type");
        (await engify.Api.GetAsync("/courses?limit=0")).ShouldBeInvalid("limit");
        (await engify.Api.GetAsync("/courses?cursor=x")).ShouldBeProblem(400, "malformed_request");
        (await engify.Api.GetAsync("/nothing")).ShouldBeProblem(404, "route_not_found");
        (await engify.Api.PatchAsync("/courses")).ShouldBeProblem(405, "method_not_allowed");

        Assert.DoesNotContain(
            engify.Log.Entries, entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }
}
