using System.Globalization;
using Engify.Features.Availability;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Api.Development.DemoData;

/// <summary>The people and things in the demo data. Ids are fixed so that examples can name them.</summary>
internal static class DemoCatalogue
{
    private const string TimeZone = "America/Toronto";

    public static readonly IReadOnlyList<Course> Courses =
    [
        new(
            Id('c', 248), "COMP 248", "Object-Oriented Programming I",
            "Programming in Java: types, control flow, classes, arrays."),
        new(
            Id('c', 249), "COMP 249", "Object-Oriented Programming II",
            "Inheritance, polymorphism, exceptions, generics, recursion."),
        new(
            Id('c', 352), "COMP 352", "Data Structures and Algorithms",
            "Lists, trees, hash tables, graphs, and what they cost."),
        new(Id('c', 353), "COMP 353", "Databases", "The relational model, SQL, normal forms, transactions."),
        new(
            Id('c', 202), "ECSE 202", "Introduction to Software Development",
            "From problem to program, for engineers."),
        new(Id('c', 341), "SOEN 341", "Software Process", "Requirements, iterations, testing, teamwork."),
    ];

    public static readonly IReadOnlyList<Ta> Tas =
    [
        Ta(
            1, "Amira Haddad", "ta@engify.test", "MSc Computer Science", 4.1m, "H 961", 0,
            "Patient with pointers, strict with indentation."),
        Ta(
            2, "Benoît Tremblay", "benoit.tremblay@engify.test", "PhD Software Engineering", 4.0m, "H 967", 15,
            "Ask me why it works before why it does not."),
        Ta(
            3, "Chen Wei", "chen.wei@engify.test", "BEng Computer Engineering", 3.8m, "EV 3.309", 10,
            "I draw every data structure."),
        Ta(
            4, "Dalia Rossi", "dalia.rossi@engify.test", "MSc Data Science", 3.9m, "LB 917", 10, null),
        Ta(
            5, "Emeka Okafor", "emeka.okafor@engify.test", "BSc Computer Science", 3.7m, "H 929", 0,
            "Third year as a TA of COMP 248."),
        Ta(
            6, "Freya Lindqvist", "freya.lindqvist@engify.test", null, null, null, 0,
            "Databases, from tables to query plans."),
    ];

    /// <summary>The TA who is on leave for a while.</summary>
    public static readonly Guid OnLeave = Id('a', 4);

    /// <summary>
    /// With a break for lunch, and on Saturdays. Benoît has never said when he works, so he can be booked at any time.
    /// </summary>
    public static readonly IReadOnlyList<TaHours> Hours =
    [
        .. Weekly(1, 9, 12), .. Weekly(1, 13, 17), .. Weekly(3, 10, 14), .. Weekly(3, 15, 18), .. Weekly(4, 9, 13),
        .. Weekly(5, 12, 17), .. Weekly(6, 9, 12), .. Weekly(6, 13, 16),
        .. new[] { 1, 5 }.Select(ta => Hour(ta, DayOfWeek.Saturday, 9, 18)),
    ];

    public static readonly IReadOnlyList<CourseTa> Teaching =
    [
        new(Id('c', 248), Id('a', 1)), new(Id('c', 248), Id('a', 2)), new(Id('c', 248), Id('a', 5)),
        new(Id('c', 249), Id('a', 1)), new(Id('c', 249), Id('a', 3)),
        new(Id('c', 352), Id('a', 2)), new(Id('c', 352), Id('a', 3)), new(Id('c', 352), Id('a', 4)),
        new(Id('c', 353), Id('a', 4)), new(Id('c', 353), Id('a', 6)),
        new(Id('c', 202), Id('a', 3)), new(Id('c', 202), Id('a', 5)),
        new(Id('c', 341), Id('a', 2)), new(Id('c', 341), Id('a', 6)),
    ];

    public static readonly IReadOnlyList<GroupSessionTemplate> Templates =
    [
        new(Id('e', 1), Id('c', 248), Id('a', 1), DayOfWeek.Tuesday, new(18, 0), new(19, 30), TimeZone, 8, 15m),
        new(Id('e', 2), Id('c', 248), Id('a', 5), DayOfWeek.Thursday, new(17, 30), new(19, 0), TimeZone, 6, 15m),
        new(Id('e', 3), Id('c', 352), Id('a', 3), DayOfWeek.Wednesday, new(18, 0), new(20, 0), TimeZone, 8, 18m),
        new(Id('e', 4), Id('c', 353), Id('a', 6), DayOfWeek.Monday, new(17, 0), new(18, 30), TimeZone, 6, 18m),
        new(Id('e', 5), Id('c', 202), Id('a', 5), DayOfWeek.Friday, new(17, 0), new(18, 0), TimeZone, 10, 12.5m),
    ];

    private static readonly string[] StudentNames =
    [
        "Sam Student", "Aisha Rahman", "Bogdan Petrov", "Camille Gagnon", "Diego Alvarez", "Elif Kaya", "Farid Nazari",
        "Grace Kim", "Hugo Bélanger", "Ines Costa", "Jamal Carter", "Keiko Tanaka", "Liam O’Connor", "Maya Singh",
    ];

    public static readonly IReadOnlyList<Guid> StudentIds =
        [.. Enumerable.Range(1, StudentNames.Length).Select(number => Id('5', number))];

    public static IReadOnlyList<Student> Students(DateTimeOffset enrolledAt) =>
    [
        .. StudentNames.Select((name, index) => new Student(
            StudentIds[index],
            index == 0 ? "student@engify.test" : $"student{index + 1}@engify.test",
            name,
            enrolledAt)),
    ];

    public static IReadOnlyList<Product> Products(Period semester) =>
        [.. Courses.SelectMany((course, index) => ProductsOf(course, 100 * (index + 1), semester))];

    private static Ta Ta(
        int number, string name, string email, string? degree, decimal? gpa, string? place, int breakMinutes,
        string? bio)
    {
        var ta = new Ta(Id('a', number), name, email, degree, gpa);
        ta.Introduce(
            degree, bio, place, place is null ? null : $"https://meet.engify.test/{email.Split('@')[0]}", breakMinutes);
        ta.LiveBy(TimeZone);
        return ta;
    }

    private static IEnumerable<TaHours> Weekly(int ta, int from, int to) => Enumerable
        .Range((int)DayOfWeek.Monday, 5).Select(day => Hour(ta, (DayOfWeek)day, from, to));

    private static TaHours Hour(int ta, DayOfWeek day, int from, int to) => new(
        Id('f', (ta * 1000) + ((int)day * 100) + from), Id('a', ta), day, 60 * from, 60 * to, null, null);

    private static IEnumerable<Product> ProductsOf(Course course, int number, Period semester)
    {
        yield return Product.PaidSingly(
            Id('b', number + 1), course.Id, ProductType.IndividualSession, "Individual session", 30m,
            "One session with a TA.");
        yield return Product.Bundle(
            Id('b', number + 2), course.Id, ProductType.FullSemesterBundle, "Full semester bundle", 250m, 10, semester,
            "Ten sessions, any time in the semester.");
        yield return Product.Bundle(
            Id('b', number + 3), course.Id, ProductType.MidtermFinalBundle, "Midterm and final bundle", 110m, 4,
            semester,
            "Four sessions for the weeks before the exams.");
        yield return Product.PaidSingly(
            Id('b', number + 4), course.Id, ProductType.GroupSessionPass, "Group session pass", 15m,
            "A seat in a group session.");
    }

    /// <summary>A fixed version 7 UUID that shows what it identifies: its kind and its number, in decimal.</summary>
    private static Guid Id(char kind, int number) => Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-{kind}{number:D11}"));
}
