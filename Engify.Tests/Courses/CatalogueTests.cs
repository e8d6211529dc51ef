using Alba;
using Engify.Features.Domain;
using Engify.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Courses;

/// <summary>The catalogue is answered from memory, on every instance, until somebody changes it.</summary>
public sealed class CatalogueTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Listening = "Listening for changes of the catalogue";

    [Theory]
    [InlineData("UPDATE courses SET name = 'Changed' WHERE id = {0}", "/courses/{0}")]
    [InlineData("UPDATE courses SET is_active = false WHERE id = {0}", "/courses/{0}")]
    [InlineData("UPDATE courses SET name = 'Changed' WHERE id = {0}", "/courses?limit=200")]
    [InlineData("UPDATE products SET base_price = 31 WHERE course_id = {0}", "/courses/{0}/products")]
    [InlineData("DELETE FROM products WHERE course_id = {0}", "/courses/{0}/support-options")]
    [InlineData("UPDATE tas SET bio = 'Changed' WHERE id = {1}", "/courses/{0}/support-options")]
    [InlineData("DELETE FROM course_tas WHERE course_id = {0}", "/courses/{0}/support-options")]
    [InlineData("UPDATE group_session_templates SET capacity = 9 WHERE course_id = {0}", "/group-sessions/courses/{0}")]
    [InlineData("UPDATE group_session_templates SET capacity = 9 WHERE course_id = {0}", "/courses/{0}/support-options")]
    public async Task A_change_by_SQL_is_seen(string change, string path)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        path = path.Replace("{0}", $"{course.Id}", StringComparison.Ordinal);
        var before = (await engify.Api.GetAsync(path)).ShouldBeOk();
        Assert.Equal(before.Text, (await engify.Api.GetAsync(path)).Text);

        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(change, course.Id, ta.Id));

        Assert.NotEqual(before.Text, (await engify.Api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Another_instance_sees_a_change_too()
    {
        var course = await engify.School.AddCourseAsync(name: "Before");
        var listening = engify.Log.NextAsync(entry => entry.Message == Listening);
        await using var other = await engify.StartHostAsync();
        await listening;
        Assert.Equal("Before", await NameAsync(other, course));

        await engify.QueryAsync(db => db.Courses.Where(known => known.Id == course.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.Name, "After")));

        // It was told when we were; how soon it hears is its own matter.
        for (var attempt = 0; attempt < 1000 && await NameAsync(other, course) != "After"; attempt++)
            await engify.QueryAsync(db => db.Courses.CountAsync());
        Assert.Equal("After", await NameAsync(other, course));
    }

    [Fact]
    public async Task Nothing_is_remembered_while_changes_cannot_be_told()
    {
        var course = await engify.School.AddCourseAsync(name: "Before");
        await NameAsync(engify.Host, course);
        var deaf = engify.Log.NextAsync(
            entry => entry.Message.StartsWith("Changes of the catalogue are not told", StringComparison.Ordinal));
        var listeningAgain = engify.Log.NextAsync(entry => entry.Message == Listening);
        await using var connection = new Npgsql.NpgsqlConnection(engify.ConnectionString);
        await connection.OpenAsync();
        await using var kill = new Npgsql.NpgsqlCommand(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN%'
            """,
            connection);
        await kill.ExecuteNonQueryAsync();
        await deaf;

        await using var change = new Npgsql.NpgsqlCommand("UPDATE courses SET name = 'After'", connection);
        await change.ExecuteNonQueryAsync();

        Assert.Equal("After", await NameAsync(engify.Host, course));
        while (!listeningAgain.IsCompleted)
        {
            engify.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        await listeningAgain;
    }

    private static async Task<string?> NameAsync(IAlbaHost host, Course course) =>
        (await new ApiClient(host).GetAsync($"/courses/{course.Id}")).ShouldBeOk()["name"].GetString();
}
