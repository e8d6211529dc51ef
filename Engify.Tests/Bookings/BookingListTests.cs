using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Bookings;

/// <summary>What the lists of a student's and of a TA's bookings have in common.</summary>
public abstract class BookingListTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private string caller = As.Admin;

    protected EngifyFixture Engify => engify;

    protected abstract string PathOf(Student student, Ta ta);

    /// <summary>Who asks for the list.</summary>
    protected virtual string CallerOf(Student student) => As.Admin;

    [Fact]
    public async Task Bookings_are_listed_latest_first()
    {
        var (path, rows) = await AddRowsAsync();

        Assert.Equal(LatestFirst(rows), await ListAsync(path));
    }

    [Fact]
    public async Task A_list_without_bookings_is_empty()
    {
        var (_, ta) = await engify.School.AddCourseWithTaAsync();
        var answer =
            (await engify.Api.GetAsync(Choose(await engify.School.AddStudentAsync(), ta), caller)).ShouldBeOk();

        Assert.Equal("[]", answer.Text);
        Assert.Null(answer.Next);
    }

    [Fact]
    public async Task From_is_inclusive_and_to_is_exclusive()
    {
        var (path, rows) = await AddRowsAsync();
        var (second, third) = (At(School.Tomorrow.AddHours(2)), At(School.Tomorrow.AddHours(4)));

        Assert.Equal(
            Where(booking => booking.StartsAt >= School.Tomorrow.AddHours(2)),
            await ListAsync($"{path}?from={second}"));
        Assert.Equal(
            Where(booking => booking.StartsAt < School.Tomorrow.AddHours(4)), await ListAsync($"{path}?to={third}"));
        Assert.Equal(
            Where(booking => booking.StartsAt == School.Tomorrow.AddHours(2)),
            await ListAsync($"{path}?from={second}&to={third}"));
        Assert.Empty(await ListAsync($"{path}?from={third}&to={second}"));

        List<Guid> Where(Func<Booking, bool> predicate) => LatestFirst(rows.Where(predicate));
    }

    [Theory]
    [InlineData("BOOKED", BookingStatus.Booked)]
    [InlineData("CANCELLED", BookingStatus.Cancelled)]
    [InlineData("FULL", BookingStatus.Full)]
    public async Task A_list_can_be_limited_to_a_status(string text, BookingStatus status)
    {
        var (path, rows) = await AddRowsAsync();

        Assert.Equal(
            LatestFirst(rows.Where(booking => booking.Status == status)), await ListAsync($"{path}?status={text}"));
    }

    [Theory]
    [InlineData("status=booked")]
    [InlineData("status=Booked")]
    [InlineData("status=1")]
    [InlineData("status=BOOKED,FULL")]
    [InlineData("status=%20BOOKED")]
    [InlineData("status=nope")]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-03-03")]
    [InlineData("from=2026-03-03T12:00:00")]
    [InlineData("to=2026-03-03T12:00:00")]
    [InlineData("to=1772539200")]
    [InlineData("to=2026-03-03T24:00:00Z")]
    [InlineData("to=2026-03-03T23:58:60Z")]
    [InlineData("to=9999-12-31T23:59:59-23:59")]
    [InlineData("from=0001-01-01T00:00:00%2B00:01")]
    [InlineData("limit=many")]
    [InlineData("limit=1.5")]
    [InlineData("limit=99999999999")]
    [InlineData("cursor=nope")]
    [InlineData("cursor=%00")]
    [InlineData("cursor=bnVsbA")]
    [InlineData("cursor=e30")]
    public async Task A_parameter_of_a_wrong_kind_is_malformed(string query)
    {
        var (_, ta) = await engify.School.AddCourseWithTaAsync();
        var path = Choose(await engify.School.AddStudentAsync(), ta);

        var answer = (await engify.Api.GetAsync($"{path}?{query}", caller)).ShouldBeProblem(400, "malformed_request");

        Assert.Contains(query.Split('=')[0], answer["message"].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-03-03T12:00:00.99999999999Z&to=2026-03-04T06:00:00%2B18:00&limit=6e1")]
    [InlineData("from=2016-12-31T23:59:60Z&to=9999-12-31T23:59:59.9999999999Z&limit=60.0")]
    [InlineData("from=0001-01-01T00:00:00Z&to=2026-12-31t15:59:60-08:00&limit=%2060")]
    public async Task A_parameter_is_read_as_a_member_of_a_body_is(string query)
    {
        var (_, ta) = await engify.School.AddCourseWithTaAsync();
        var path = Choose(await engify.School.AddStudentAsync(), ta);

        (await engify.Api.GetAsync($"{path}?{query}", caller)).ShouldBeOk();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    public async Task A_page_has_neither_too_few_nor_too_many_rows(int limit)
    {
        var (_, ta) = await engify.School.AddCourseWithTaAsync();
        var path = Choose(await engify.School.AddStudentAsync(), ta);

        (await engify.Api.GetAsync($"{path}?limit={limit}", caller)).ShouldBeInvalid("limit");
    }

    [Fact]
    public async Task A_page_has_50_rows_unless_told_and_200_at_most()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        for (var i = 0; i < 51; i++)
            await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddHours(i));
        var path = Choose(student, ta);

        Assert.Equal(50, (await ListAsync(path)).Count);
        Assert.Equal(51, (await ListAsync($"{path}?limit=200")).Count);
    }

    [Fact]
    public async Task A_page_that_is_the_last_names_no_next_one()
    {
        var (path, rows) = await AddRowsAsync();

        Assert.Null((await engify.Api.GetAsync($"{path}?limit={rows.Count}", caller)).ShouldBeOk().Next);
        Assert.EndsWith(
            "; rel=\"next\"",
            (await engify.Api.GetAsync($"{path}?limit={rows.Count - 1}", caller)).ShouldBeOk().Headers["Link"],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Pages_neither_skip_nor_repeat_bookings_that_start_together(int limit)
    {
        var (path, rows) = await AddRowsAsync();

        Assert.Equal(LatestFirst(rows), await WalkAsync($"{path}?limit={limit}"));
    }

    [Fact]
    public async Task Pages_keep_the_filters()
    {
        var (path, rows) = await AddRowsAsync();
        var (from, to) = (School.Tomorrow.AddHours(2), School.Tomorrow.AddHours(5));

        var ids = await WalkAsync($"{path}?status=CANCELLED&limit=1&from={At(from)}&to={At(to)}");

        Assert.Equal(
            LatestFirst(rows.Where(booking =>
                booking.Status == BookingStatus.Cancelled && booking.StartsAt >= from && booking.StartsAt < to)),
            ids);
    }

    [Fact]
    public async Task Pages_neither_skip_nor_repeat_while_bookings_are_added()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var rows = await AddRowsAsync(student, course, ta);
        var latest = School.Tomorrow.AddDays(1);

        var ids = await WalkAsync($"{Choose(student, ta)}?limit=2", async () =>
        {
            latest = latest.AddHours(1);
            await engify.School.AddBookingAsync(student, course, ta, latest);
        });

        Assert.Equal(LatestFirst(rows), ids);
    }

    [Fact]
    public async Task A_page_can_be_walked_to_under_api_as_well()
    {
        var (path, rows) = await AddRowsAsync();

        var ids = await WalkAsync($"/api{path}?limit=4", () => Task.CompletedTask, "/api/bookings/");

        Assert.Equal(LatestFirst(rows), ids);
    }

    protected async Task<List<Guid>> ListAsync(string path) =>
        IdsOf((await engify.Api.GetAsync(path, caller)).ShouldBeOk());

    private string Choose(Student student, Ta ta)
    {
        caller = CallerOf(student);
        return PathOf(student, ta);
    }

    /// <summary>
    /// Nine bookings at three starts: one that takes place at each, and two that were cancelled before.
    /// </summary>
    private async Task<List<Booking>> AddRowsAsync(Student student, Course course, Ta ta)
    {
        var rows = new List<Booking>();
        foreach (var hours in (int[])[2, 0, 4])
        {
            foreach (var cancelled in (bool[])[true, false, true])
            {
                rows.Add(await engify.School.AddBookingAsync(
                    student, course, ta, School.Tomorrow.AddHours(hours), cancelled: cancelled));
            }
        }

        return rows;
    }

    private async Task<(string Path, List<Booking> Rows)> AddRowsAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        return (Choose(student, ta), await AddRowsAsync(student, course, ta));
    }

    private async Task<List<Guid>> WalkAsync(string path, Func<Task>? betweenPages = null, string prefix = "/bookings/")
    {
        var ids = new List<Guid>();
        for (var next = path; next is not null;)
        {
            Assert.StartsWith(prefix, next, StringComparison.Ordinal);
            var page = (await engify.Api.GetAsync(next, caller)).ShouldBeOk();
            ids.AddRange(IdsOf(page));
            next = page.Next;
            if (betweenPages is not null)
                await betweenPages();
        }

        return ids;
    }

    private static List<Guid> IdsOf(Answer page) =>
        [.. page.Json.EnumerateArray().Select(booking => booking.GetProperty("id").GetGuid())];

    private static List<Guid> LatestFirst(IEnumerable<Booking> bookings) =>
    [
        .. bookings
            .OrderByDescending(booking => booking.StartsAt)
            .ThenByDescending(booking => booking.Id.ToString(), StringComparer.Ordinal)
            .Select(booking => booking.Id),
    ];

    /// <summary>With an offset that is not UTC's, and ready for a query.</summary>
    private static string At(DateTimeOffset instant) =>
        Uri.EscapeDataString($"{instant.ToOffset(TimeSpan.FromHours(2)):yyyy-MM-dd'T'HH:mm:sszzz}");
}
