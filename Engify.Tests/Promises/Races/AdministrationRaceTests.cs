using Engify.Features.Bookings;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Races;

/// <summary>
/// Administrators change what students book at the same moment. Whoever is told of the change is told of everything
/// that was booked before it, and nothing is booked after it.
/// </summary>
public sealed class AdministrationRaceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const int Rounds = 5;
    private const int Clients = 40;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Theory]
    [InlineData("TA", "ta_not_found")]
    [InlineData("course", "course_not_found")]
    [InlineData("teaching", "ta_does_not_teach_course")]
    public async Task What_was_booked_before_a_deactivation_is_in_its_conflicts_and_nothing_is_booked_after(
        string what, string code)
    {
        var students = await engify.School.AddStudentsAsync(Clients);
        for (var round = 0; round < Rounds; round++)
        {
            var (course, ta) = await engify.School.AddCourseWithTaAsync();
            await engify.School.AddTaAsync(course);
            var gate = new TaskCompletionSource();
            var bookings = students.Index().Select(item => After(gate, () => engify.Api.BookAsync(
                item.Item, course, ta, School.Tomorrow.AddDays(round).AddMinutes(15 * item.Index), minutes: 15)));
            var change = After(gate, () => what switch
            {
                "TA" => engify.Api.PutAsync(
                    $"/tas/{ta.Id}", new { name = ta.Name, email = ta.Email, isActive = false }, "*"),
                "course" => engify.Api.PutAsync(
                    $"/courses/{course.Id}", new { code = course.Code, name = course.Name, isActive = false }, "*"),
                _ => engify.Api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}"),
            });
            var all = bookings.ToList();
            gate.SetResult();
            var answers = await Task.WhenAll(all);

            var booked = answers.Where(answer => answer.Status == 200).Select(answer => answer.Id);
            Assert.All(
                answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(answer.Status, code));
            Assert.Equal(booked.Order(), ConflictsOf(await change).Order());
        }
    }

    [Theory]
    [InlineData("TA")]
    [InlineData("course")]
    [InlineData("template")]
    public async Task What_was_joined_before_a_deactivation_is_in_its_conflicts_and_nothing_is_joined_after(string what)
    {
        var students = await engify.School.AddStudentsAsync(Clients);
        for (var round = 0; round < Rounds; round++)
        {
            var (course, ta) = await engify.School.AddCourseWithTaAsync();
            var template = (await engify.Api.PostAsync(
                $"/courses/{course.Id}/group-session-templates", Weekly(ta.Id, hour: round, capacity: Clients)))
                .ShouldBeCreated();
            var sessions = await SessionsOfAsync(template.Id);
            var gate = new TaskCompletionSource();
            var joins = students.Index().Select(item => After(gate, () => engify.Api.JoinAsync(
                sessions[item.Index % sessions.Count], item.Item))).ToList();
            var change = After(gate, () => what switch
            {
                "TA" => engify.Api.PutAsync(
                    $"/tas/{ta.Id}", new { name = ta.Name, email = ta.Email, isActive = false }, "*"),
                "course" => engify.Api.PutAsync(
                    $"/courses/{course.Id}", new { code = course.Code, name = course.Name, isActive = false }, "*"),
                _ => engify.Api.PutAsync(
                    $"/group-session-templates/{template.Id}",
                    Weekly(ta.Id, hour: round, capacity: Clients, isActive: false), "*"),
            });
            gate.SetResult();
            var answers = await Task.WhenAll(joins);

            var joined = answers.Where(answer => answer.Status == 200)
                .Select(answer => answer["booking"].GetProperty("id").GetGuid()).Distinct();
            Assert.All(
                answers.Where(answer => answer.Status != 200),
                answer => Assert.True(answer.Code is "group_session_not_offered" or "booking_not_found", answer.Text));
            Assert.Equal(joined.Order(), ConflictsOf(await change).Order());
        }
    }

    [Fact]
    public async Task A_session_that_a_student_joined_stays_as_they_joined_it_however_its_template_changes()
    {
        var students = await engify.School.AddStudentsAsync(300);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var other = await engify.School.AddTaAsync(course);
        var template = (await engify.Api.PostAsync(
            $"/courses/{course.Id}/group-session-templates", Weekly(ta.Id, hour: 20, capacity: 5))).ShouldBeCreated();
        var path = $"/group-session-templates/{template.Id}";
        var sessions = await SessionsOfAsync(template.Id);

        var gate = new TaskCompletionSource();
        var joins = students.Index().Select(item => After(gate, async () =>
        {
            var answer = await engify.Api.JoinAsync(sessions[item.Index % sessions.Count], item.Item);
            if (answer.Status == 200 && item.Index % 3 == 0)
            {
                (await engify.Api.PostAsync(
                    $"/group-sessions/{answer["booking"].GetProperty("id").GetGuid()}/leave",
                    new { studentId = item.Item.Id }, As.Student(item.Item.Id))).ShouldBeOk();
                return null;
            }

            return answer;
        })).ToList();
        var changes = Enumerable.Range(0, 30).Select(change => After(gate, async () => (await engify.Api.PutAsync(
            path,
            Weekly(
                change % 4 == 3 ? other.Id : ta.Id, hour: 8 + change % 12, capacity: 4 + change % 3,
                day: change % 7, isActive: change % 5 != 4),
            "*")).ShouldBeOk())).ToList();
        gate.SetResult();
        var answers = (await Task.WhenAll(joins)).OfType<Answer>().ToList();
        await Task.WhenAll(changes);

        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.True(
                answer.Code is "group_session_not_offered" or "booking_not_found" or "group_session_full"
                    or "group_session_closed",
                answer.Text));
        var stored = (await SessionsOfAsync(template.Id)).ToDictionary(session => session.Id);
        foreach (var joined in answers.Where(answer => answer.Status == 200).Select(answer => answer["booking"]))
        {
            var session = stored[joined.GetProperty("id").GetGuid()];
            Assert.Equal(joined.GetProperty("date").GetDateTimeOffset(), session.StartsAt);
            Assert.Equal(joined.GetProperty("taId").GetGuid(), session.TaId);
            Assert.Equal(joined.GetProperty("capacity").GetInt32(), session.Capacity);
        }

        var ended = (await engify.Api.PutAsync(path, Weekly(ta.Id, hour: 3, capacity: 1, isActive: false), "*"))
            .ShouldBeOk();
        stored = (await SessionsOfAsync(template.Id)).ToDictionary(session => session.Id);
        Assert.Equal(stored.Keys.Order(), ConflictsOf(ended).Order());
        Assert.All(stored.Values, session => Assert.True(session.StudentCount > 0));
        Assert.Equal(
            answers.Count(answer => answer.Status == 200), stored.Values.Sum(session => session.StudentCount));
    }

    [Fact]
    public async Task Two_changes_and_the_scheduler_at_once_leave_one_session_a_week()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = (await engify.Api.PostAsync(
            $"/courses/{course.Id}/group-session-templates", Weekly(ta.Id, hour: 20, capacity: 5))).ShouldBeCreated();
        for (var round = 0; round < Rounds; round++)
        {
            var gate = new TaskCompletionSource();
            var changes = Enumerable.Range(0, 12).Select(change => After(gate, async () => (await engify.Api.PutAsync(
                $"/group-session-templates/{template.Id}",
                Weekly(ta.Id, hour: 8 + change, capacity: 5, day: change % 7), "*")).ShouldBeOk())).ToList();
            var booked = (await engify.School.AddStudentsAsync(12)).Index().Select(item => After(
                gate, () => engify.Api.BookAsync(item.Item, course, ta, School.Tomorrow.AddHours(2 * item.Index))))
                .ToList();
            gate.SetResult();
            await Task.WhenAll(changes);
            await Task.WhenAll(booked);

            var weeks = (await SessionsOfAsync(template.Id))
                .Select(session => System.Globalization.ISOWeek.GetWeekOfYear(session.LocalDate!.Value)).ToList();
            Assert.Equal(weeks.Distinct(), weeks);
            Assert.Empty(await engify.CheckAsync());
        }
    }

    private static object Weekly(Guid ta, int hour, int capacity, int day = 3, bool isActive = true) => new
    {
        taId = ta,
        dayOfWeek = day,
        startTime = $"{hour:D2}:00",
        endTime = $"{hour + 1:D2}:00",
        timeZone = "UTC",
        capacity,
        pricePerStudent = 15,
        isActive,
    };

    private Task<List<Booking>> SessionsOfAsync(Guid template) => engify.QueryAsync(db => db.Bookings
        .Where(booking => booking.GroupSessionTemplateId == template && booking.Status != BookingStatus.Cancelled)
        .OrderBy(booking => booking.StartsAt)
        .ToListAsync());

    private static IEnumerable<Guid> ConflictsOf(Answer change) => change.Status == 204
        ? []
        : change.ShouldBeOk()["conflicts"].EnumerateArray()
            .Select(conflict => conflict.GetProperty("bookingId").GetGuid());

    private static async Task<T> After<T>(TaskCompletionSource gate, Func<Task<T>> send)
    {
        await gate.Task;
        return await Task.Run(send);
    }
}
