using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Races;

/// <summary>Many clients at once, several rounds; after each, the executable check finds nothing.</summary>
public sealed class RaceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const int Rounds = 5;
    private const int Clients = 40;
    private const int Crowd = 300;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Fact]
    public async Task One_hour_of_a_ta_is_booked_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(Crowd);

        for (var round = 0; round < Rounds; round++)
        {
            var hour = School.Tomorrow.AddHours(round);
            var answers = await AtOnceAsync(students, student => BookAsync(student, course, ta, hour));

            ShouldSucceed(1, answers, "ta_not_available");
        }
    }

    [Fact]
    public async Task Overlapping_hours_of_a_ta_never_both_succeed()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(Clients);

        // Starts every five minutes, an hour long: whatever is let in, no two of it may overlap.
        var answers = await AtOnceAsync(
            students.Index(), item => BookAsync(item.Item, course, ta, School.Tomorrow.AddMinutes(5 * item.Index)));

        Assert.All(
            answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(400, "ta_not_available"));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_is_not_booked_with_two_tas_at_once()
    {
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        var tas = new List<Ta>();
        for (var i = 0; i < 12; i++)
            tas.Add(await engify.School.AddTaAsync(course));
        var student = await engify.School.AddStudentAsync();

        for (var round = 0; round < Rounds; round++)
        {
            var hour = School.Tomorrow.AddHours(round);
            var answers = await AtOnceAsync(tas, ta => BookAsync(student, course, ta, hour));

            ShouldSucceed(1, answers, "student_not_available");
        }
    }

    [Fact]
    public async Task Students_who_name_no_ta_get_all_the_free_ones_and_no_more()
    {
        const int Tas = 6;
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        for (var i = 1; i < Tas; i++)
            await engify.School.AddTaAsync(course);
        var students = await engify.School.AddStudentsAsync(Clients);

        for (var round = 0; round < Rounds; round++)
        {
            var hour = School.Tomorrow.AddHours(round);
            var answers = await AtOnceAsync(students, student => BookAsync(student, course, null, hour));

            ShouldSucceed(Tas, answers, "no_ta_available");
            Assert.Equal(Tas, answers.Where(answer => answer.Status == 200)
                .Select(answer => answer["taId"].GetGuid()).Distinct().Count());
        }
    }

    [Fact]
    public async Task Two_hundred_students_take_the_slots_of_one_list_and_each_slot_goes_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        await engify.School.ChangeAsync(ta, "break_minutes = 15, max_minutes_per_day = 240");
        await engify.School.SetRulesAsync("step_minutes = 15", course.Id);
        var students = await engify.School.AddStudentsAsync(200);
        var slots = (await engify.Api.GetAsync($"/courses/{course.Id}/slots?from=2026-03-03&to=2026-03-04"))
            .ShouldBeOk()["days"].EnumerateArray()
            .SelectMany(day => day.GetProperty("slots").EnumerateArray())
            .Select(slot => slot.GetProperty("startsAt").GetDateTimeOffset()).ToList();
        Assert.Equal(2 * 29, slots.Count);

        var answers = await AtOnceAsync(
            students.Index(), item => BookAsync(item.Item, course, ta, slots[item.Index % slots.Count]));

        Assert.All(answers.Where(answer => answer.Status != 200), answer =>
            Assert.True(answer is { Status: 400, Code: "ta_not_available" or "ta_limit_reached" }, answer.Text));
        var taken = answers.Where(answer => answer.Status == 200)
            .Select(answer => answer["date"].GetDateTimeOffset()).Order().ToList();
        Assert.InRange(taken.Count, 2, 2 * 4);
        Assert.All(taken.Zip(taken.Skip(1)), pair => Assert.True(pair.First.AddMinutes(75) <= pair.Second));
    }

    [Fact]
    public async Task Students_who_name_no_ta_and_students_who_do_do_not_block_each_other()
    {
        var (one, first) = await engify.School.AddCourseWithTaAsync();
        var (other, second) = await engify.School.AddCourseWithTaAsync();
        await engify.School.TeachAsync(one, second);
        await engify.School.TeachAsync(other, first);
        var students = await engify.School.AddStudentsAsync(Clients);

        for (var round = 0; round < Rounds; round++)
        {
            var hour = School.Tomorrow.AddHours(round);
            var answers = await AtOnceAsync(students.Index(), item => (item.Index % 4) switch
            {
                0 => BookAsync(item.Item, one, null, hour),
                1 => BookAsync(item.Item, other, null, hour),
                2 => BookAsync(item.Item, one, second, hour),
                _ => BookAsync(item.Item, other, first, hour),
            });

            Assert.Equal(2, answers.Count(answer => answer.Status == 200));
            Assert.All(
                answers.Where(answer => answer.Status != 200),
                answer => Assert.True(answer.Code is "no_ta_available" or "ta_not_available", answer.Text));
        }
    }

    [Fact]
    public async Task The_last_seats_go_to_as_many_students_as_there_are_seats()
    {
        const int Seats = 5;
        var students = await engify.School.AddStudentsAsync(Crowd);
        for (var round = 0; round < Rounds; round++)
        {
            var session = await engify.School.AddGroupSessionAsync(Seats, School.Tomorrow.AddDays(round));

            var answers = await AtOnceAsync(students, student => JoinAsync(session, student));

            ShouldSucceed(Seats, answers, "group_session_full");
            var stored = await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.Id == session.Id));
            Assert.Equal((BookingStatus.Full, Seats), (stored.Status, stored.StudentCount));
        }
    }

    [Fact]
    public async Task A_student_who_clicks_many_times_joins_once()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 10);
        var student = await engify.School.AddStudentAsync();

        var answers = await AtOnceAsync(Enumerable.Range(0, Clients), _ => JoinAsync(session, student));

        ShouldSucceed(1, answers, "already_joined");
    }

    [Fact]
    public async Task A_student_joins_one_of_two_sessions_at_the_same_time()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var one = await engify.School.AddGroupSessionAsync();
            var other = await engify.School.AddGroupSessionAsync();
            var student = await engify.School.AddStudentAsync();

            var answers = await AtOnceAsync([one, other], session => JoinAsync(session, student));

            ShouldSucceed(1, answers, "student_not_available");
        }
    }

    [Fact]
    public async Task Coming_going_and_calling_off_leave_the_count_right()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var session = await engify.School.AddGroupSessionAsync(capacity: 8);
            var students = await engify.School.AddStudentsAsync(16);
            foreach (var student in students.Take(8))
                (await JoinAsync(session, student)).ShouldBeOk();

            var answers = await AtOnceAsync(students.Index(), item => item.Index switch
            {
                3 => engify.Api.PatchAsync($"/bookings/{session.Id}/cancel"),
                < 8 => engify.Api.PostAsync($"/group-sessions/{session.Id}/leave", new { studentId = item.Item.Id }),
                _ => JoinAsync(session, item.Item),
            });

            Assert.All(answers, answer => Assert.True(answer.Status is 200 or 400, answer.Text));
            Assert.Empty(await engify.CheckAsync());
            Assert.Equal(0, await engify.QueryAsync(db => db.BookingStudents
                .CountAsync(place => place.BookingId == session.Id && place.IsActive)));
        }
    }

    [Fact]
    public async Task The_last_session_of_a_bundle_pays_once()
    {
        const int Sessions = 3;
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course, Sessions);

        for (var round = 0; round < Rounds; round++)
        {
            var student = await engify.School.AddStudentAsync();
            var purchase = await engify.School.AddPurchaseAsync(student, bundle);
            var start = School.Tomorrow.AddMinutes(15 * Crowd * round);

            var answers = await AtOnceAsync(
                Enumerable.Range(0, Crowd),
                quarter => engify.Api.PostAsync(
                    "/bookings/individual",
                    School.Individual(student, course, ta, start.AddMinutes(15 * quarter), 15, purchase)));

            ShouldSucceed(Sessions, answers, "bundle_exhausted");
        }
    }

    [Fact]
    public async Task A_bundle_is_bought_once_for_a_period()
    {
        var course = await engify.School.AddCourseAsync();
        var bundle = await engify.School.AddBundleAsync(course);

        for (var round = 0; round < Rounds; round++)
        {
            var student = await engify.School.AddStudentAsync();

            var answers = await AtOnceAsync(
                Enumerable.Range(0, 20),
                _ => engify.Api.PostAsync(
                    $"/bundles/courses/{course.Id}/purchase", new { studentId = student.Id, productId = bundle.Id }));

            ShouldSucceed(1, answers, "bundle_already_purchased");
        }
    }

    [Fact]
    public async Task One_of_several_cancellations_succeeds_and_gives_one_session_back()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course, sessions: 4);

        for (var round = 0; round < Rounds; round++)
        {
            var student = await engify.School.AddStudentAsync();
            var purchase = await engify.School.AddPurchaseAsync(student, bundle);
            var booked = (await engify.Api.PostAsync(
                "/bookings/individual",
                School.Individual(student, course, ta, School.Tomorrow.AddHours(round), bundle: purchase)))
                    .ShouldBeOk();

            var answers = await AtOnceAsync(
                Enumerable.Range(0, 20), _ => engify.Api.PatchAsync($"/bookings/{booked["id"].GetGuid()}/cancel"));

            ShouldSucceed(1, answers, "already_cancelled");
            Assert.Equal(4, await engify.QueryAsync(db => db.BundlePurchases
                .Where(stored => stored.Id == purchase.Id).Select(stored => stored.RemainingSessions).SingleAsync()));
        }
    }

    [Fact]
    public async Task Booking_and_cancelling_at_once_leave_the_balance_of_a_bundle_right()
    {
        const int Sessions = 20;
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course, 2 * Sessions);

        for (var round = 0; round < Rounds; round++)
        {
            var student = await engify.School.AddStudentAsync();
            var purchase = await engify.School.AddPurchaseAsync(student, bundle);
            var start = School.Tomorrow.AddDays(2 * round);
            var booked = new List<Guid>();
            for (var hour = 0; hour < Sessions; hour++)
            {
                var answer = await engify.Api.BookAsync(student, course, ta, start.AddHours(hour), bundle: purchase);
                booked.Add(answer.ShouldBeOk().Id);
            }

            var answers = await AtOnceAsync(Enumerable.Range(0, 2 * Sessions), number => number % 2 == 0
                ? engify.Api.CancelAsync(booked[number / 2])
                : engify.Api.BookAsync(
                    student, course, ta, start.AddHours(Sessions + (number / 2)), bundle: purchase));

            Assert.All(answers, answer => answer.ShouldBeOk());
            Assert.Equal(Sessions, await engify.QueryAsync(db => db.BundlePurchases
                .Where(stored => stored.Id == purchase.Id).Select(stored => stored.RemainingSessions).SingleAsync()));
        }
    }

    private Task<Answer> BookAsync(Student student, Course course, Ta? ta, DateTimeOffset hour) =>
        engify.Api.PostAsync(
            "/bookings/individual", School.Individual(student, course, ta, hour), As.Student(student.Id));

    private Task<Answer> JoinAsync(Booking session, Student student) =>
        engify.Api.PostAsync(
            $"/group-sessions/{session.Id}/join", new { studentId = student.Id }, As.Student(student.Id));

    private static async Task<Answer[]> AtOnceAsync<T>(IEnumerable<T> items, Func<T, Task<Answer>> send)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sent = items.Select(item => Task.Run(async () =>
        {
            await gate.Task;
            return await send(item);
        })).ToList();
        gate.SetResult();
        return await Task.WhenAll(sent);
    }

    private static void ShouldSucceed(int count, IReadOnlyCollection<Answer> answers, string otherwise)
    {
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(400, otherwise));
        Assert.Equal(count, answers.Count(answer => answer.Status == 200));
    }
}
