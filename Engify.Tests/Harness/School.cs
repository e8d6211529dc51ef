using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Harness;

/// <summary>Puts courses, people and products into the database, of which the API has no routes to make them.</summary>
public sealed class School(EngifyFixture engify)
{
    /// <summary>The day after the fixture's start: what tests book by default.</summary>
    public static readonly DateTimeOffset Tomorrow = EngifyFixture.Start.AddDays(1);

    private static int number;

    public async Task<Student> AddStudentAsync()
    {
        var next = Next();
        return await AddAsync(
            new Student(Id(), $"student{next}@engify.test", $"Student {next:D5}", EngifyFixture.Start));
    }

    public async Task<IReadOnlyList<Student>> AddStudentsAsync(int count)
    {
        var students = new List<Student>();
        for (var i = 0; i < count; i++)
            students.Add(await AddStudentAsync());
        return students;
    }

    /// <summary>A course with one TA and an individual session at 30.</summary>
    public async Task<(Course Course, Ta Ta)> AddCourseWithTaAsync(decimal price = 30m)
    {
        var course = await AddCourseAsync();
        await AddSingleSessionAsync(course, price);
        return (course, await AddTaAsync(course));
    }

    public Task<Course> AddCourseAsync(string? code = null, string? name = null, bool isActive = true) =>
        AddAsync(new Course(Id(), code ?? $"TEST {Next():D5}", name ?? "A course", "For tests"), isActive);

    public async Task<Ta> AddTaAsync(Course? teaches = null, bool isActive = true)
    {
        var next = Next();
        var ta = await AddAsync(
            new Ta(Id(), $"Ta {next:D5}", $"ta{next}@engify.test", "MSc", 3.9m, "Teaches"), isActive);
        if (teaches is not null)
            await TeachAsync(teaches, ta);
        return ta;
    }

    /// <summary>A term around the fixture's start, which has been open for booking for long.</summary>
    public Task<Term> AddTermAsync() => AddAsync(new Term(
        Id(), $"T{Next():D5}", "A term", new DateOnly(2026, 1, 5), new DateOnly(2026, 4, 30),
        EngifyFixture.Start.AddDays(-90)));

    public Task TeachAsync(Course course, Ta ta) => AddAsync(new CourseTa(course.Id, ta.Id));

    public Task<Product> AddSingleSessionAsync(Course course, decimal price = 30m, bool isActive = true) =>
        AddAsync(Product.PaidSingly(Id(), course.Id, ProductType.IndividualSession, "Single", price), isActive);

    /// <summary>A bundle that is valid from a day before the fixture's start for 100 days.</summary>
    public Task<Product> AddBundleAsync(
        Course course, int sessions = 10, ProductType type = ProductType.FullSemesterBundle, Period? validity = null,
        decimal price = 200m, bool isActive = true) =>
        AddAsync(Product.Bundle(Id(), course.Id, type, "Bundle", price, sessions, validity ?? Semester), isActive);

    public static Period Semester => new(EngifyFixture.Start.AddDays(-1), EngifyFixture.Start.AddDays(99));

    public Task<BundlePurchase> AddPurchaseAsync(Student student, Product bundle, BundleTerms? terms = null) =>
        AddAsync(BundlePurchase.Purchase(
            student.Id, bundle, terms ?? new BundleTerms(), mayChooseTerms: true, engify.Clock.GetUtcNow()));

    /// <summary>
    /// A weekly session on Wednesdays, 18:00 to 19:30 UTC. The scheduler does not know it until it runs.
    /// </summary>
    public Task<GroupSessionTemplate> AddTemplateAsync(
        Course course, Ta ta, int capacity = 3, DayOfWeek day = DayOfWeek.Wednesday, TimeOnly? start = null,
        TimeOnly? end = null, string timeZone = "UTC", bool isActive = true) =>
        AddAsync(
            new GroupSessionTemplate(
                Id(), course.Id, ta.Id, day, start ?? new TimeOnly(18, 0), end ?? new TimeOnly(19, 30), timeZone,
                capacity, 15m),
            isActive);

    /// <summary>One group session of a template of its own.</summary>
    public async Task<Booking> AddGroupSessionAsync(
        int capacity = 3, DateTimeOffset? startsAt = null, int minutes = 90)
    {
        var (course, ta) = await AddCourseWithTaAsync();
        var template = await AddTemplateAsync(course, ta, capacity);
        var start = startsAt ?? Tomorrow;
        return await AddAsync(template.Schedule(Period.From(start, minutes), EngifyFixture.Start));
    }

    /// <summary>The body of a request that books an hour tomorrow.</summary>
    public static Dictionary<string, object?> Individual(
        Student student, Course course, Ta? ta = null, DateTimeOffset? date = null, int minutes = 60,
        BundlePurchase? bundle = null) => new()
        {
            ["studentId"] = student.Id,
            ["courseId"] = course.Id,
            ["taId"] = ta?.Id,
            ["date"] = date ?? Tomorrow,
            ["durationMinutes"] = minutes,
            ["bundlePurchaseId"] = bundle?.Id,
        };

    /// <summary>Makes a course, a TA, a product or a template inactive.</summary>
    public Task RetireAsync<T>(Guid id)
        where T : class =>
        engify.QueryAsync(db => db.Set<T>()
            .Where(entity => EF.Property<Guid>(entity, "Id") == id)
            .ExecuteUpdateAsync(set => set.SetProperty(entity => EF.Property<bool>(entity, "IsActive"), false)));

    /// <summary>Runs SQL, and waits until the service knows what it changed.</summary>
    public Task RunAsync(string sql) => engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    public async Task<T> AddAsync<T>(T entity, bool isActive = true)
        where T : class
    {
        await engify.QueryAsync(async db =>
        {
            var entry = db.Add(entity);
            if (!isActive)
                entry.Property("IsActive").CurrentValue = false;
            return await db.SaveChangesAsync();
        });
        return entity;
    }

    private static int Next() => Interlocked.Increment(ref number);

    private static Guid Id() => Guid.CreateVersion7(EngifyFixture.Start);
}
