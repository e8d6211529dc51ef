namespace Engify.Tests.Courses;

/// <summary>A search in a database that knows no letters but those of ASCII.</summary>
public sealed class CourseSearchLocaleTests(CourseSearchLocaleTests.Fixture engify)
    : IClassFixture<CourseSearchLocaleTests.Fixture>
{
    [Theory]
    [InlineData("PLAIN 301", "Écoles", "éCOLES")]
    [InlineData("PLAIN 302", "E\u0301tudes", "\u00e9tudes")]
    [InlineData("PLAIN 303", "Страна", "сТРАНА")]
    public async Task A_search_finds_text_whatever_the_locale_of_the_database(string code, string name, string q)
    {
        await engify.School.AddCourseAsync(code, name);

        var answer = (await engify.Api.GetAsync($"/courses?q={Uri.EscapeDataString(q)}")).ShouldBeOk();

        Assert.Equal([code], answer.Json.Each("code"));
    }

    public sealed class Fixture : EngifyFixture
    {
        protected override Task<string> CreateDatabaseAsync() => TestPostgres.CreateDatabaseAsync(locale: "C");
    }
}
