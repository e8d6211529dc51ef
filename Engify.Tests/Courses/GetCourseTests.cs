namespace Engify.Tests.Courses;

public sealed class GetCourseTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Anyone_sees_a_course()
    {
        var course = await engify.School.AddCourseAsync("COMP 248", "Object-Oriented Programming I");

        var answer = (await engify.Api.GetAsync($"/courses/{course.Id}", As.Anonymous)).ShouldBeOk();

        answer.Json.ShouldHaveShape(Shapes.CourseDetails);
        Assert.Equal(course.Id, answer["id"].GetGuid());
        Assert.Equal("COMP 248", answer["code"].GetString());
        Assert.Equal("Object-Oriented Programming I", answer["name"].GetString());
        Assert.Equal("For tests", answer["description"].GetString());
        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
    }

    [Theory]
    [InlineData("019caf39-0000-7000-8000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("nope")]
    [InlineData("{nope}")]
    [InlineData("%00")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("1 OR 1=1")]
    public async Task An_id_that_was_never_issued_is_not_found(string id) =>
        (await engify.Api.GetAsync($"/courses/{id}")).ShouldBeProblem(404, "course_not_found");

    [Fact]
    public async Task An_inactive_course_is_not_found()
    {
        var course = await engify.School.AddCourseAsync(isActive: false);

        (await engify.Api.GetAsync($"/courses/{course.Id}")).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task A_client_with_the_current_course_gets_304()
    {
        var course = await engify.School.AddCourseAsync();
        var first = await engify.Api.GetAsync($"/courses/{course.Id}");

        var second = await engify.Api.GetAsync(
            $"/courses/{course.Id}", As.Anonymous, ("If-None-Match", first.Headers["ETag"]));

        Assert.Equal(304, second.Status);
        Assert.Equal("public, max-age=60", second.Headers["Cache-Control"]);
    }

    /// <summary>TAG stands for the current tag as it is within its quotes.</summary>
    [Theory]
    [InlineData("\"TAG\"", true)]
    [InlineData("W/\"TAG\"", true)]
    [InlineData("*", true)]
    [InlineData("\"TAG-gzip\"", true)]
    [InlineData("W/\"TAG-gzip\"", true)]
    [InlineData("\"TAG--gzip\"", true)]
    [InlineData("\"TAG;gzip\"", true)]
    [InlineData("\"TAG-br\"", true)]
    [InlineData("\"TAG-zstd\"", true)]
    [InlineData("\"TAG-deflate\"", true)]
    [InlineData("\"other\", \"a,b\" , W/\"TAG-gzip\"", true)]
    [InlineData("\"other\"", false)]
    [InlineData("\"other-gzip\"", false)]
    [InlineData("\"TAG-gzip-gzip\"", false)]
    [InlineData("\"TAG-gzi\"", false)]
    [InlineData("\"TAG-gzipx\"", false)]
    [InlineData("\"TAG-\"", false)]
    [InlineData("\"TAGgzip\"", false)]
    [InlineData("\"TAG-identity\"", false)]
    [InlineData("\"gzip-TAG\"", false)]
    [InlineData("\"TAG0-gzip\"", false)]
    [InlineData("\"-gzip\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("TAG", false)]
    [InlineData("\"*\"", false)]
    [InlineData("", false)]
    public async Task A_tag_is_known_again_whatever_a_proxy_has_written_into_it(string known, bool isCurrent)
    {
        var address = $"/courses/{(await engify.School.AddCourseAsync()).Id}";
        var etag = (await engify.Api.GetAsync(address)).Headers["ETag"];

        var answer = await engify.Api.GetAsync(
            address, As.Anonymous, ("If-None-Match", known.Replace("TAG", etag.Trim('"'), StringComparison.Ordinal)));

        Assert.Equal(isCurrent ? 304 : 200, answer.Status);
        Assert.Equal(etag, answer.Headers["ETag"]);
    }
}
