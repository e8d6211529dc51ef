using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Tests.Terms;

/// <summary>Each test has years of its own, so that the terms of the others say nothing of them.</summary>
public sealed class BookingOpeningTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private static int lastYear = 2026;

    private readonly int year = Interlocked.Increment(ref lastYear);

    public Task InitializeAsync() => engify.School.SetRulesAsync("horizon_days = 3660");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_date_whose_terms_all_open_later_is_not_booked()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await AddTermAsync("05-01", "05-31", EngifyFixture.Start.AddSeconds(1));
        await AddTermAsync("05-10", "06-30", EngifyFixture.Start.AddDays(1));

        foreach (var (date, isOpen) in new[]
        {
            ("04-30", true), ("05-01", false), ("05-09", false), ("05-20", false), ("05-31", false), ("06-30", false),
            ("07-01", true),
        })
        {
            foreach (var named in new[] { ta, null })
                ShouldBook(isOpen, await BookAsync(course, named, $"{date}T{(named is null ? 10 : 12)}:00:00Z"));
        }
    }

    [Fact]
    public async Task One_open_term_is_enough()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await AddTermAsync("01-01", "03-31", EngifyFixture.Start.AddDays(1));
        await AddTermAsync("02-01", "02-28", EngifyFixture.Start);
        await AddTermAsync("03-01", "03-31", opensAt: null);

        ShouldBook(false, await BookAsync(course, ta, "01-31T12:00:00Z"));
        ShouldBook(true, await BookAsync(course, ta, "02-10T12:00:00Z"));
        ShouldBook(true, await BookAsync(course, ta, "03-10T12:00:00Z"));
    }

    [Fact]
    public async Task Dates_are_those_of_the_institution()
    {
        await using var host = await engify.StartHostAsync(("Institution:TimeZone", "America/Toronto"));
        var api = new ApiClient(host, engify.Host.Services);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await AddTermAsync("02-01", "02-28", EngifyFixture.Start.AddDays(1));

        ShouldBook(true, await BookAsync(course, ta, "02-01T04:59:00Z", api));
        ShouldBook(false, await BookAsync(course, ta, "02-01T12:00:00Z", api));
        ShouldBook(false, await BookAsync(course, ta, "03-01T04:59:00Z", api));
        ShouldBook(true, await BookAsync(course, ta, "03-01T12:00:00Z", api));
    }

    [Fact]
    public async Task A_group_session_is_not_joined_before_its_term_opens()
    {
        await AddTermAsync("02-01", "02-28", EngifyFixture.Start.AddDays(1));
        var closed = await engify.School.AddGroupSessionAsync(startsAt: At("02-10T12:00:00Z"));
        var open = await engify.School.AddGroupSessionAsync(startsAt: At("03-10T12:00:00Z"));
        var student = await engify.School.AddStudentAsync();

        ShouldBook(false, await engify.Api.JoinAsync(closed, student));
        ShouldBook(true, await engify.Api.JoinAsync(open, student));
    }

    [Fact]
    public async Task Neither_a_bundle_nor_an_administrator_books_earlier()
    {
        await AddTermAsync("02-01", "02-28", EngifyFixture.Start.AddDays(1));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(
            course, validity: new Period(EngifyFixture.Start, At("12-01T00:00:00Z"))));

        ShouldBook(
            false, await engify.Api.BookAsync(student, course, ta, At("02-10T12:00:00Z"), bundle: bundle));
        ShouldBook(false, await engify.Api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta, At("02-10T12:00:00Z"))));
        ShouldBook(
            true, await engify.Api.BookAsync(student, course, ta, At("03-10T12:00:00Z"), bundle: bundle));
    }

    private async Task AddTermAsync(string startsOn, string endsOn, DateTimeOffset? opensAt) =>
        (await engify.Api.PostAsync("/terms", new
        {
            code = $"o-{Guid.NewGuid():N}"[..18],
            name = "A term",
            startsOn = $"{year}-{startsOn}",
            endsOn = $"{year}-{endsOn}",
            bookingOpensAt = opensAt,
        })).ShouldBeCreated();

    private async Task<Answer> BookAsync(Course course, Ta? ta, string date, ApiClient? api = null) =>
        await (api ?? engify.Api).BookAsync(await engify.School.AddStudentAsync(), course, ta, At(date));

    private DateTimeOffset At(string date) =>
        DateTimeOffset.Parse($"{year}-{date}", System.Globalization.CultureInfo.InvariantCulture);

    private static void ShouldBook(bool isOpen, Answer answer)
    {
        if (isOpen)
            answer.ShouldBeOk();
        else
            answer.ShouldBeProblem(400, "booking_not_open");
    }
}
