using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;

namespace Engify.Tests.Database;

/// <summary>
/// Provokes each rule of each decision where all others hold. A rule for which there is no case here fails.
/// </summary>
public sealed class DecisionRuleTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    public static TheoryData<string, string> Rules
    {
        get
        {
            var rules = new TheoryData<string, string>();
            foreach (var (decision, code) in DecisionTests.Rules)
                rules.Add(decision, code);
            return rules;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_decision_refuses_by_this_rule(string decision, string code)
    {
        var answer = decision switch
        {
            "CreateIndividualBooking" => await BookAsync(code),
            "JoinGroupSession" => await JoinAsync(code),
            "LeaveGroupSession" => await LeaveAsync(code),
            "CancelBooking" => await CancelAsync(code),
            _ => throw NoCase(decision, code),
        };

        Assert.Equal(code, answer["code"].GetString());
        Assert.Empty(await engify.CheckAsync());
    }

    private async Task<Answer> BookAsync(string code)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var body = School.Individual(student, course, ta);
        switch (code)
        {
            case "student_not_found":
                body["studentId"] = Guid.NewGuid();
                break;
            case "student_inactive":
                await engify.School.RetireAsync<Student>(student.Id);
                break;
            case "course_not_found":
                await engify.School.RetireAsync<Course>(course.Id);
                break;
            case "booking_not_open":
                body["date"] = await InClosedTermAsync();
                break;
            case "too_soon":
                await engify.School.SetRulesAsync("notice_minutes = 1441", course.Id);
                break;
            case "too_far_ahead":
                await engify.School.SetRulesAsync("horizon_days = 1", course.Id);
                body["date"] = School.Tomorrow.AddSeconds(1);
                break;
            case "duration_not_offered":
                await engify.School.SetRulesAsync("durations = ARRAY[30, 90]", course.Id);
                break;
            case "start_not_offered":
                await engify.School.SetRulesAsync("step_minutes = 30", course.Id);
                body["date"] = School.Tomorrow.AddMinutes(1);
                break;
            case "institution_closed":
                var closed = DateOnly.FromDateTime(School.Tomorrow.AddDays(60).UtcDateTime);
                await engify.School.AddAsync(new Closure(Guid.NewGuid(), $"{Guid.NewGuid()}", closed, closed));
                body["date"] = School.Tomorrow.AddDays(60);
                break;
            case "outside_ta_hours":
                await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(12.5));
                break;
            case "ta_limit_reached":
                await engify.School.ChangeAsync(ta, "max_minutes_per_day = 59");
                break;
            case "student_limit_reached":
                await engify.School.SetRulesAsync("student_max_minutes_per_week = 59", course.Id);
                break;
            case "ta_not_found":
                await engify.School.RetireAsync<Ta>(ta.Id);
                break;
            case "ta_does_not_teach_course":
                body["taId"] = (await engify.School.AddTaAsync()).Id;
                break;
            case "ta_not_available":
                var other = await engify.School.AddStudentAsync();
                await engify.School.AddBookingAsync(other, course, ta, School.Tomorrow.AddMinutes(59));
                break;
            case "student_not_available":
                var elsewhere = await engify.School.AddCourseWithTaAsync();
                await engify.School.AddBookingAsync(
                    student, elsewhere.Course, elsewhere.Ta, School.Tomorrow.AddMinutes(-59));
                break;
            case "bundle_purchase_not_found":
                body["bundlePurchaseId"] = (await PurchaseAsync(await engify.School.AddStudentAsync(), course)).Id;
                break;
            case "bundle_not_valid":
                body["bundlePurchaseId"] = (await PurchaseAsync(student, course)).Id;
                body["date"] = School.Semester.End.AddMinutes(-59);
                break;
            case "bundle_exhausted":
                var purchase = await PurchaseAsync(student, course, sessions: 1);
                (await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(5), bundle: purchase))
                    .ShouldBeOk();
                body["bundlePurchaseId"] = purchase.Id;
                break;
            case "price_not_available":
                var unpriced = await engify.School.AddCourseAsync();
                body["taId"] = (await engify.School.AddTaAsync(teaches: unpriced)).Id;
                body["courseId"] = unpriced.Id;
                break;
            default:
                throw NoCase("CreateIndividualBooking", code);
        }

        return await engify.Api.PostAsync(BookingSteps.IndividualPath, body);
    }

    private async Task<Answer> JoinAsync(string code)
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 1);
        var student = await engify.School.AddStudentAsync();
        switch (code)
        {
            case "student_not_found":
                return await ChangeSeatAsync("join", session.Id, Guid.NewGuid());
            case "student_inactive":
                await engify.School.RetireAsync<Student>(student.Id);
                break;
            case "booking_not_found":
                return await ChangeSeatAsync("join", Guid.NewGuid(), student.Id);
            case "not_a_group_session":
                return await ChangeSeatAsync("join", (await ReserveAsync(student)).Id, student.Id);
            case "group_session_closed":
                (await engify.Api.CancelAsync(session.Id)).ShouldBeOk();
                break;
            case "group_session_not_offered":
                await engify.School.RetireAsync<Course>(session.CourseId);
                break;
            case "booking_not_open":
                session = await engify.School.AddGroupSessionAsync(startsAt: await InClosedTermAsync());
                break;
            case "already_joined":
                (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
                break;
            case "student_not_available":
                await ReserveAsync(student);
                break;
            case "student_limit_reached":
                await engify.School.SetRulesAsync("student_max_minutes_per_week = 89", session.CourseId);
                break;
            case "group_session_full":
                (await engify.Api.JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeOk();
                break;
            default:
                throw NoCase("JoinGroupSession", code);
        }

        return await ChangeSeatAsync("join", session.Id, student.Id);
    }

    private async Task<Answer> LeaveAsync(string code)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        if (code == "not_joined")
            return await ChangeSeatAsync("leave", session.Id, student.Id);

        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
        switch (code)
        {
            case "student_not_found":
                return await ChangeSeatAsync("leave", session.Id, Guid.NewGuid());
            case "booking_not_found":
                return await ChangeSeatAsync("leave", Guid.NewGuid(), student.Id);
            case "not_a_group_session":
                var other = await engify.School.AddStudentAsync();
                return await ChangeSeatAsync("leave", (await ReserveAsync(other)).Id, other.Id);
            case "group_session_closed":
                (await engify.Api.CancelAsync(session.Id)).ShouldBeOk();
                return await ChangeSeatAsync("leave", session.Id, student.Id);
            default:
                throw NoCase("LeaveGroupSession", code);
        }
    }

    private async Task<Answer> CancelAsync(string code)
    {
        var student = await engify.School.AddStudentAsync();
        switch (code)
        {
            case "forbidden":
                var stranger = await engify.School.AddStudentAsync();
                return await engify.Api.CancelAsync((await ReserveAsync(student)).Id, As.Student(stranger.Id));
            case "booking_not_found":
                return await engify.Api.CancelAsync(Guid.NewGuid());
            case "already_cancelled":
                var cancelled = await ReserveAsync(student);
                (await engify.Api.CancelAsync(cancelled.Id)).ShouldBeOk();
                return await engify.Api.CancelAsync(cancelled.Id);
            case "booking_started":
                var begun = await ReserveAsync(student, engify.Clock.GetUtcNow());
                return await engify.Api.CancelAsync(begun.Id, As.Student(student.Id));
            default:
                throw NoCase("CancelBooking", code);
        }
    }

    /// <summary>A time in a term that is not open for booking yet, far from that of all other cases.</summary>
    private async Task<DateTimeOffset> InClosedTermAsync()
    {
        var time = School.Tomorrow.AddYears(2);
        var day = DateOnly.FromDateTime(time.UtcDateTime);
        var code = $"{Guid.NewGuid()}"[..20];
        await engify.School.AddAsync(new Term(
            Guid.NewGuid(), code, "Later", day.AddDays(-1), day.AddDays(1), EngifyFixture.Start.AddYears(1)));
        return time;
    }

    private async Task<Booking> ReserveAsync(Student student, DateTimeOffset? start = null)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        return await engify.School.AddBookingAsync(student, course, ta, start ?? School.Tomorrow);
    }

    private async Task<BundlePurchase> PurchaseAsync(
        Student student, Course course, int sessions = 10) =>
        await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course, sessions));

    private Task<Answer> ChangeSeatAsync(string verb, Guid bookingId, Guid studentId) =>
        engify.Api.PostAsync($"/group-sessions/{bookingId}/{verb}", new { studentId });

    private static InvalidOperationException NoCase(string decision, string code) =>
        new($"Say here how {decision} is refused by {code}.");
}
