using System.Buffers.Text;
using System.Text;
using Engify.Features.Courses;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Courses;

public sealed class ListCoursesTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_course_has_all_its_members_also_those_without_a_value()
    {
        var course = await engify.School.AddAsync(new Course(Guid.CreateVersion7(), "SHAPE 1", "Shapes"));

        var found = Assert.Single((await ListAsync("?q=SHAPE 1")).Json.EnumerateArray().ToList());

        found.ShouldHaveShape(Shapes.Course);
        Assert.Equal(course.Id, found.GetProperty("id").GetGuid());
        Assert.Equal("SHAPE 1", found.GetProperty("code").GetString());
        Assert.Equal("Shapes", found.GetProperty("name").GetString());
        Assert.Null(found.GetProperty("description").GetString());
    }

    [Fact]
    public async Task Courses_come_by_code_without_the_inactive()
    {
        foreach (var code in new[] { "SORT 3", "SORT 1", "SORT 2" })
            await engify.School.AddCourseAsync(code);
        await engify.School.AddCourseAsync("SORT 4", isActive: false);

        Assert.Equal(["SORT 1", "SORT 2", "SORT 3"], (await ListAsync("?q=SORT")).Json.Each("code"));
    }

    [Theory]
    [InlineData("WEAV 101", "Looms", "weav 1")]
    [InlineData("KNIT 102", "Advanced Needles", "ADVANCED need")]
    [InlineData("SEWN 103", "Études", "éTU")]
    [InlineData("DYED 104", "Colours", "%20dyed%20104%20")]
    public async Task A_search_finds_a_part_of_the_code_or_the_name_whatever_the_case(
        string code, string name, string q)
    {
        await engify.School.AddCourseAsync(code, name);

        Assert.Equal([code], (await ListAsync($"?q={q}")).Json.Each("code"));
    }

    [Theory]
    [InlineData("DECO 201", "Cafe\u0301 culture", "caf\u00e9 c")]
    [InlineData("COMP 202", "Caf\u00e9 science", "cafe\u0301 s")]
    [InlineData("CASE 203", "\u00c9cole normale", "e\u0301COLE n")]
    [InlineData("DOWN 204", "e\u0301toile de nuit", "\u00c9TOILE DE n")]
    [InlineData("HANG 205", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("GREE 206", "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3", "σι\u0301συφος")]
    [InlineData("ANGS 207", "\u212bngstr\u00f6m", "\u00e5NGSTRo\u0308M")]
    [InlineData("DESE 208", "\U00010400 alphabet", "\U00010428 ALPHABET")]
    [InlineData("O\u0308SL 209", "By its code", "\u00f6sl")]
    public async Task A_search_finds_text_however_its_accents_are_written(string code, string name, string q)
    {
        await engify.School.AddCourseAsync(code, name);

        Assert.Equal([code], (await ListAsync($"?q={Uri.EscapeDataString(q)}")).Json.Each("code"));
    }

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("\uFFFF")]
    [InlineData("\u0301")]
    public async Task A_search_may_hold_what_no_text_does(string q) =>
        Assert.Empty((await ListAsync($"?q={Uri.EscapeDataString(q)}")).Json.EnumerateArray());

    [Fact]
    public async Task A_search_sees_a_change_of_what_it_finds()
    {
        var course = await engify.School.AddCourseAsync("SEEN 1", "Unseen name");
        Assert.Equal(["SEEN 1"], (await ListAsync("?q=UNSEEN")).Json.Each("code"));

        await engify.QueryAsync(db => db.Courses.Where(other => other.Id == course.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.Name, "Sighted name")));

        Assert.Empty((await ListAsync("?q=unseen")).Json.EnumerateArray());
        Assert.Equal(["SEEN 1"], (await ListAsync("?q=sighted")).Json.Each("code"));
    }

    [Theory]
    [InlineData('%')]
    [InlineData('_')]
    [InlineData('\\')]
    public async Task A_wildcard_in_a_search_stands_for_itself(char wildcard)
    {
        await engify.School.AddCourseAsync(name: $"before{wildcard}after");
        await engify.School.AddCourseAsync(name: "beforeXafter");

        var answer = await ListAsync($"?q={Uri.EscapeDataString($"before{wildcard}after")}");

        Assert.Equal([$"before{wildcard}after"], answer.Json.Each("name"));
    }

    [Fact]
    public async Task A_search_that_finds_nothing_answers_an_empty_list() =>
        Assert.Empty((await ListAsync("?q=no such course")).Json.EnumerateArray());

    [Fact]
    public async Task A_search_takes_100_characters_and_no_nul()
    {
        await ListAsync($"?q={new string('x', 100)}");

        (await engify.Api.GetAsync($"/courses?q={new string('x', 101)}")).ShouldBeInvalid("q");
        (await engify.Api.GetAsync("/courses?q=a%00b")).ShouldBeInvalid("q");
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    public async Task Pages_neither_skip_nor_repeat(int limit, int count)
    {
        for (var i = 1; i <= 5; i++)
            await engify.School.AddCourseAsync($"PAGE-{limit} {i}");

        var pages = await engify.Api.GetPagesAsync($"/courses?q=page-{limit}&limit={limit}");

        Assert.Equal(count, pages.Count);
        Assert.Equal(
            Enumerable.Range(1, 5).Select(i => $"PAGE-{limit} {i}"), pages.SelectMany(page => page.Each("code")));
    }

    [Fact]
    public async Task The_next_page_is_at_the_address_that_was_asked_for()
    {
        await engify.School.AddCourseAsync("LINK 1");
        await engify.School.AddCourseAsync("LINK 2");

        var answer = await engify.Api.GetAsync("/api/courses?q=link&limit=1");

        Assert.StartsWith("/api/courses?q=link&limit=1&cursor=", answer.Next, StringComparison.Ordinal);
        Assert.EndsWith("; rel=\"next\"", answer.Headers["Link"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task A_limit_of_1_to_200_is_taken(int limit) => await ListAsync($"?limit={limit}");

    [Theory]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("2e0")]
    [InlineData("0.2E1")]
    [InlineData("002")]
    [InlineData("+2")]
    [InlineData("%2B2")]
    public async Task A_limit_is_any_number_without_a_fraction(string limit)
    {
        for (var i = 1; i <= 3; i++)
            await engify.School.AddCourseAsync($"LIMIT-{limit.TrimStart('%')} {i}");

        Assert.Equal(2, (await ListAsync($"?limit={limit}")).Json.GetArrayLength());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(201)]
    public async Task Another_limit_is_invalid(int limit) =>
        (await engify.Api.GetAsync($"/courses?limit={limit}")).ShouldBeInvalid("limit");

    [Theory]
    [InlineData("limit=many")]
    [InlineData("limit=1.5")]
    [InlineData("limit=1e400")]
    [InlineData("limit=%221%22")]
    [InlineData("limit=1,0")]
    [InlineData("limit=%D9%A1")]
    [InlineData("limit=99999999999")]
    [InlineData("cursor=nope")]
    [InlineData("cursor=%21")]
    public async Task Invalid_limits_and_cursors_are_malformed(string query) =>
        (await engify.Api.GetAsync($"/courses?{query}")).ShouldBeProblem(400, "malformed_request");

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"key":null,"id":"019caf39-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"key":5,"id":"019caf39-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"key":"\u0000","id":"019caf39-0000-7000-8000-000000000000"}""")]
    public async Task A_forged_cursor_is_malformed(string json)
    {
        var cursor = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

        (await engify.Api.GetAsync($"/courses?cursor={cursor}")).ShouldBeProblem(400, "malformed_request");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("W/\"other\", W/{0}, \"third\"")]
    [InlineData("*")]
    public async Task A_client_with_the_current_list_gets_304(string ifNoneMatch)
    {
        await engify.School.AddCourseAsync();
        var first = await ListAsync();
        var known = ifNoneMatch.Replace("{0}", first.Headers["ETag"], StringComparison.Ordinal);

        var second = await engify.Api.GetAsync("/courses", As.Anonymous, ("If-None-Match", known));

        Assert.Equal(304, second.Status);
        Assert.Empty(second.Text);
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
        Assert.Equal(first.Headers["Cache-Control"], second.Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("not an etag")]
    public async Task A_client_with_an_older_list_gets_the_current_one(string ifNoneMatch) =>
        (await engify.Api.GetAsync("/courses", As.Anonymous, ("If-None-Match", ifNoneMatch))).ShouldBeOk();

    [Fact]
    public async Task The_list_may_be_cached_and_has_a_new_etag_after_a_change()
    {
        var course = await engify.School.AddCourseAsync("ETAG 1");
        var before = await ListAsync("?q=ETAG");
        await engify.QueryAsync(db => db.Courses.Where(other => other.Id == course.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.Name, "A new name")));

        var after = (await engify.Api.GetAsync(
            "/courses?q=ETAG", As.Anonymous, ("If-None-Match", before.Headers["ETag"]))).ShouldBeOk();

        Assert.NotEqual(before.Headers["ETag"], after.Headers["ETag"]);
        Assert.Equal("public, max-age=60", after.Headers["Cache-Control"]);
    }

    private async Task<Answer> ListAsync(string query = "") =>
        (await engify.Api.GetAsync($"/courses{query}", As.Anonymous)).ShouldBeOk();
}
