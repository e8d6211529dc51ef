using Engify.Features.Courses;
using Engify.Features.Database;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Tests.Kernel;

/// <summary>Every list whose pages end among rows that are equal in what the list is ordered by.</summary>
public sealed class PagingTests(PagingTests.Fixture engify) : IClassFixture<PagingTests.Fixture>
{
    private const int Rows = 7;

    public static TheoryData<string, int> Lists
    {
        get
        {
            var lists = new TheoryData<string, int>();
            foreach (var list in new[]
            {
                "courses", "own bookings", "a student's bookings", "a TA's bookings", "a student's bundles",
                "active bundles", "audit",
            })
            {
                for (var limit = 1; limit <= 3; limit++)
                    lists.Add(list, limit);
            }

            return lists;
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Rows_with_equal_keys_are_neither_skipped_nor_repeated(string list, int limit)
    {
        var (path, by, ids) = await AddAsync(list);

        var pages = await engify.Api.GetPagesAsync($"{path}limit={limit}", by);

        Assert.Equal((ids.Count + limit - 1) / limit, pages.Count);
        Assert.All(pages.SkipLast(1), page => Assert.Equal(limit, page.GetArrayLength()));
        var listed = pages.SelectMany(page => page.Ids()).ToList();
        Assert.Equal(ids.Order(), listed.Order());
        Assert.Equal((await engify.Api.GetAsync($"{path}limit=200", by)).ShouldBeOk().Json.Ids(), listed);
    }

    private async Task<(string Path, string By, IReadOnlyList<Guid> Ids)> AddAsync(string list)
    {
        var student = await engify.School.AddStudentAsync();
        var asStudent = As.Student(student.Id);
        switch (list)
        {
            case "courses":
                return ($"/courses?q={student.Id:N}&", As.Anonymous, await AddCoursesAsync($"{student.Id:N}"));
            case "own bookings":
                return ($"/bookings/students/{student.Id}?", asStudent, await AddBookingsAsync(student, null));
            case "a student's bookings":
                return ($"/bookings/students/{student.Id}?", As.Admin, await AddBookingsAsync(student, null));
            case "a TA's bookings":
                var ta = await engify.School.AddTaAsync();
                return ($"/bookings/tas/{ta.Id}?", As.Ta(ta.Id), await AddBookingsAsync(null, ta));
            case "a student's bundles":
                var (_, bundles) = await AddPurchasesAsync(student);
                return ($"/bundles/students/{student.Id}?", asStudent, bundles);
            case "active bundles":
                var (course, active) = await AddPurchasesAsync(student);
                return ($"/bundles/students/{student.Id}/courses/{course.Id}/active?", asStudent, active);
            default:
                return ($"/audit?objectId={student.Id}&", As.Admin, await AddAuditEntriesAsync($"{student.Id}"));
        }
    }

    /// <summary>While the database sees to it, no two courses have one code.</summary>
    private async Task<IReadOnlyList<Guid>> AddCoursesAsync(string name)
    {
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP INDEX IF EXISTS ux_courses_code"));
        var ids = new List<Guid>();
        for (var i = 0; i < Rows; i++)
            ids.Add((await engify.School.AddCourseAsync("SAME", name)).Id);
        return ids;
    }

    /// <summary>Bookings at one hour, of which only one may stand.</summary>
    private async Task<IReadOnlyList<Guid>> AddBookingsAsync(Student? student, Ta? ta)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < Rows; i++)
        {
            var (course, another) = await engify.School.AddCourseWithTaAsync();
            ids.Add((await engify.School.AddBookingAsync(
                student ?? await engify.School.AddStudentAsync(), course, ta ?? another, School.Tomorrow,
                cancelled: i > 0)).Id);
        }

        return ids;
    }

    /// <summary>While the database sees to it, no two bundles of one kind are valid at the same time.</summary>
    private async Task<(Course Course, IReadOnlyList<Guid> Ids)> AddPurchasesAsync(Student student)
    {
        await engify.ExecuteAsync("ALTER TABLE bundle_purchases DROP CONSTRAINT IF EXISTS ex_bundle_purchases_overlap");
        var course = await engify.School.AddCourseAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var ids = new List<Guid>();
        for (var i = 0; i < Rows; i++)
            ids.Add((await engify.School.AddPurchaseAsync(student, bundle)).Id);
        return (course, ids);
    }

    private async Task<IReadOnlyList<Guid>> AddAuditEntriesAsync(string objectId)
    {
        var entries = Enumerable.Range(0, Rows).Select(_ => new AuditEntry
        {
            Id = Guid.NewGuid(),
            OccurredAt = EngifyFixture.Start,
            Action = "Test",
            ObjectId = objectId,
            Outcome = "succeeded",
        }).ToList();
        await engify.QueryAsync(db =>
        {
            db.AddRange(entries);
            return db.SaveChangesAsync();
        });
        return [.. entries.Select(entry => entry.Id)];
    }

    /// <summary>No index brings rows into an order that the list does not ask for.</summary>
    public sealed class Fixture : EngifyFixture
    {
        protected override async Task<string> CreateDatabaseAsync()
        {
            var database = await base.CreateDatabaseAsync();
            var name = new NpgsqlConnectionStringBuilder(database).Database;
            await using var source = TestPostgres.SourceOf(database);
            await using var set = source.CreateCommand(
                $"""
                ALTER DATABASE {name} SET enable_indexscan = off;
                ALTER DATABASE {name} SET enable_indexonlyscan = off
                """);
            await set.ExecuteNonQueryAsync();
            return database;
        }
    }
}
