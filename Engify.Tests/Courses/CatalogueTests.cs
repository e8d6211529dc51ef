using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Alba;
using Engify.Features.Courses;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Courses;

/// <summary>The catalogue is answered from memory, on every instance, until somebody changes it.</summary>
public sealed partial class CatalogueTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Listening = "Listening for changes of the catalogue";

    public static TheoryData<string, string> Changes
    {
        get
        {
            var changes = new TheoryData<string, string>();
            foreach (var table in CatalogueChanges.Tables)
            {
                changes.Add(table, $"INSERT INTO {table} SELECT * FROM {table} LIMIT 0");
                changes.Add(table, $"UPDATE {table} SET {(table == "course_tas" ? "ta_id = ta_id" : "id = id")}");
                changes.Add(table, $"DELETE FROM {table} WHERE false");
                changes.Add(table, $"TRUNCATE {table} CASCADE");
            }

            return changes;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_database_tells_of_every_change_of_every_table(string table, string change)
    {
        await engify.School.AddCourseAsync();
        var told = new ConcurrentQueue<string>();
        void Hear(LogEntry entry) => told.Enqueue(entry.Message);
        engify.Log.Logged += Hear;

        await engify.ExecuteAsync(change);

        // PostgreSQL tells in the order of the commits: what the change had to say has come before this.
        await engify.QueryAsync(db => Task.FromResult(0));
        engify.Log.Logged -= Hear;
        Assert.Contains($"The catalogue changed: {table}", told);
    }

    [Theory]
    [InlineData("courses", "UPDATE courses SET name = 'Changed' WHERE id = '{0}'", "/courses/{0}")]
    [InlineData("courses", "UPDATE courses SET is_active = false WHERE id = '{0}'", "/courses/{0}")]
    [InlineData("courses", "UPDATE courses SET name = 'Changed' WHERE id = '{0}'", "/courses?limit=200")]
    [InlineData("products", "UPDATE products SET base_price = 31 WHERE course_id = '{0}'", "/courses/{0}/products")]
    [InlineData("products", "DELETE FROM products WHERE course_id = '{0}'", "/courses/{0}/support-options")]
    [InlineData("tas", "UPDATE tas SET bio = 'Changed' WHERE id = '{1}'", "/courses/{0}/support-options")]
    [InlineData("course_tas", "DELETE FROM course_tas WHERE course_id = '{0}'", "/courses/{0}/support-options")]
    [InlineData(
        "group_session_templates", "UPDATE group_session_templates SET capacity = 9 WHERE course_id = '{0}'",
        "/group-sessions/courses/{0}")]
    [InlineData(
        "group_session_templates", "UPDATE group_session_templates SET capacity = 9 WHERE course_id = '{0}'",
        "/courses/{0}/support-options")]
    public async Task A_change_by_SQL_is_seen(string table, string change, string path)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        path = path.Replace("{0}", $"{course.Id}", StringComparison.Ordinal);
        var before = (await engify.Api.GetAsync(path)).ShouldBeOk();
        Assert.Equal(before.Text, (await engify.Api.GetAsync(path)).Text);
        var told = engify.Log.NextAsync(entry => entry.Message == $"The catalogue changed: {table}");

        await engify.ExecuteAsync(change.Replace("{0}", $"{course.Id}", StringComparison.Ordinal)
            .Replace("{1}", $"{ta.Id}", StringComparison.Ordinal));
        await told;

        Assert.NotEqual(before.Text, (await engify.Api.GetAsync(path)).Text);
    }

    [Fact]
    public async Task Only_tables_that_notify_of_changes_are_remembered()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, ta, engify.Clock.GetUtcNow().AddDays(1))).ShouldBeOk();
        await engify.QueryAsync(db => Task.FromResult(0));

        var tables = new HashSet<string>();
        foreach (var path in new[]
        {
            "/courses", $"/courses/{course.Id}", $"/courses/{course.Id}/products",
            $"/courses/{course.Id}/support-options", $"/group-sessions/courses/{course.Id}",
            $"/bookings/students/{student.Id}", $"/bookings/tas/{ta.Id}", $"/courses/{course.Id}/slots",
        })
        {
            var asked = await AskedByAsync(path);
            foreach (var statement in asked.Except(await AskedByAsync(path)))
                tables.UnionWith(Table().Matches(statement).Select(match => match.Groups[1].Value));
        }

        Assert.Equal(CatalogueChanges.Tables.Order(), tables.Order());
    }

    [Fact]
    public async Task Another_instance_sees_a_change_too()
    {
        var course = await engify.School.AddCourseAsync(name: "Before");
        var listening = engify.Log.NextAsync(entry => entry.Message == Listening);
        await using var other = await engify.StartHostAsync();
        await listening;
        Assert.Equal("Before", await NameAsync(other, course));
        var heard = 0;
        var bothHeard = engify.Log.NextAsync(
            entry => entry.Message == "The catalogue changed: courses" && Interlocked.Increment(ref heard) == 2);

        await engify.ExecuteAsync($"UPDATE courses SET name = 'After' WHERE id = '{course.Id}'");
        await bothHeard;

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

    private async Task<IReadOnlyList<string>> AskedByAsync(string path)
    {
        using var sent = new SentCommands(engify.ConnectionString);
        (await engify.Api.GetAsync(path)).ShouldBeOk();
        return sent.Texts;
    }

    [GeneratedRegex("(?:FROM|JOIN) ([a-z_]+)")]
    private static partial Regex Table();

    private static async Task<string?> NameAsync(IAlbaHost host, Course course) =>
        (await new ApiClient(host).GetAsync($"/courses/{course.Id}")).ShouldBeOk()["name"].GetString();
}
