using System.Text.Json;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Products;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

public sealed class CreateIndividualBookingTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_student_books_an_hour_with_a_ta()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 32.5m);
        var student = await engify.School.AddStudentAsync();

        var answer = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        Assert.StartsWith("application/json", answer.ContentType, StringComparison.Ordinal);
        Assert.Equal(
            JsonSerializer.Serialize(new
            {
                id = answer.Id,
                courseId = course.Id,
                taId = ta.Id,
                status = "BOOKED",
                sessionType = "INDIVIDUAL",
                date = "2026-03-03T12:00:00Z",
                durationMinutes = 60,
                pricePerStudent = 32.50m,
                groupSessionTemplateId = (Guid?)null,
                bundlePurchaseId = (Guid?)null,
                studentCount = 1,
                capacity = 1,
                location = (string?)null,
                meetingUrl = (string?)null,
                topic = (string?)null,
                cancellationReason = (string?)null,
                cancelledAt = (string?)null,
                createdAt = "2026-03-02T12:00:00Z",
                updatedAt = "2026-03-02T12:00:00Z",
            }),
            answer.Text);
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_booking_is_kept_with_the_place_of_its_student()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 32.5m);
        var student = await engify.School.AddStudentAsync();

        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;

        var booking = await engify.QueryAsync(db => db.Bookings
            .Include(found => found.Students).SingleAsync(found => found.Id == id));
        Assert.Equal((course.Id, ta.Id), (booking.CourseId, booking.TaId));
        Assert.Equal((BookingStatus.Booked, SessionType.Individual), (booking.Status, booking.SessionType));
        Assert.Equal((School.Tomorrow, School.Tomorrow.AddHours(1)), (booking.StartsAt, booking.EndsAt));
        Assert.Equal((32.5m, 1, 1), (booking.PricePerStudent, booking.Capacity, booking.StudentCount));
        Assert.Equal((EngifyFixture.Start, EngifyFixture.Start), (booking.CreatedAt, booking.UpdatedAt));
        Assert.Null(booking.GroupSessionTemplateId);
        Assert.Null(booking.BundlePurchaseId);

        var place = Assert.Single(booking.Students);
        Assert.Equal(student.Id, place.StudentId);
        Assert.Equal((booking.StartsAt, booking.EndsAt), (place.StartsAt, place.EndsAt));
        Assert.Equal(EngifyFixture.Start, place.JoinedAt);
        Assert.True(place.IsActive);
    }

    [Fact]
    public async Task An_answer_equals_a_later_read()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 32.5m);
        var student = await engify.School.AddStudentAsync();

        var booked = (await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddTicks(1234567))).ShouldBeOk();

        var read = (await engify.Api.GetAsync($"/bookings/{booked.Id}")).ShouldBeOk();
        Assert.All(
            booked.Json.EnumerateObject(),
            member => Assert.True(JsonElement.DeepEquals(member.Value, read[member.Name]), member.Name));
    }

    [Theory]
    [InlineData("2026-03-05T14:00:00+02:00", "2026-03-05T12:00:00Z")]
    [InlineData("2026-03-05T23:30:00.25-05:30", "2026-03-06T05:00:00.25Z")]
    [InlineData("2026-03-05t12:00:00z", "2026-03-05T12:00:00Z")]
    public async Task A_start_is_answered_in_utc(string date, string answered)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);
        body["date"] = date;

        var answer = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeOk();

        Assert.Equal(answered, answer["date"].GetString());
    }

    [Fact]
    public async Task A_booking_keeps_its_price_when_that_of_the_product_changes()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 30m);
        var student = await engify.School.AddStudentAsync();
        var before = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        await engify.QueryAsync(db => db.Products
            .Where(product => product.CourseId == course.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(product => product.BasePrice, 99.99m)));

        var after = (await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(2))).ShouldBeOk();
        Assert.Equal(99.99m, after["pricePerStudent"].GetDecimal());
        Assert.Equal(30m, (await engify.Api.GetAsync($"/bookings/{before.Id}"))["pricePerStudent"].GetDecimal());
    }

    [Fact]
    public async Task Sessions_may_follow_each_other_back_to_back()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        foreach (var hours in (int[])[0, -1, 1])
            (await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(hours))).ShouldBeOk();
    }

    public static TheoryData<int, int> PeriodsThatOverlapAnHour => new()
    {
        { 0, 60 },
        { 0, 15 },
        { -30, 60 },
        { -30, 31 },
        { -30, 120 },
        { 15, 30 },
        { 45, 15 },
        { 59, 60 },
    };

    [Theory]
    [MemberData(nameof(PeriodsThatOverlapAnHour))]
    public async Task A_ta_cannot_be_booked_twice_at_overlapping_times(int startMinute, int minutes)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        (await engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();

        var answer = await engify.Api.BookAsync(
            students[1], course, ta, School.Tomorrow.AddMinutes(startMinute), minutes);

        answer.ShouldBeProblem(400, "ta_not_available");
    }

    [Theory]
    [MemberData(nameof(PeriodsThatOverlapAnHour))]
    public async Task A_student_cannot_book_two_sessions_at_overlapping_times(int startMinute, int minutes)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var otherTa = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        var answer = await engify.Api.BookAsync(
            student, course, otherTa, School.Tomorrow.AddMinutes(startMinute), minutes);

        answer.ShouldBeProblem(400, "student_not_available");
    }

    [Fact]
    public async Task A_ta_and_a_student_are_busy_in_other_courses_too()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var (otherCourse, otherTa) = await engify.School.AddCourseWithTaAsync();
        await engify.School.TeachAsync(otherCourse, ta);
        var students = await engify.School.AddStudentsAsync(2);
        (await engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();

        (await engify.Api.BookAsync(students[1], otherCourse, ta)).ShouldBeProblem(400, "ta_not_available");
        (await engify.Api.BookAsync(students[0], otherCourse, otherTa)).ShouldBeProblem(400, "student_not_available");
    }

    [Fact]
    public async Task A_group_session_keeps_its_ta_and_its_students_busy()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var students = await engify.School.AddStudentsAsync(2);
        (await engify.Api.JoinAsync(session, students[0])).ShouldBeOk();
        var course = await engify.QueryAsync(db => db.Courses.SingleAsync(found => found.Id == session.CourseId));
        var ta = await engify.QueryAsync(db => db.Tas.SingleAsync(found => found.Id == session.TaId));
        var otherTa = await engify.School.AddTaAsync(course);

        (await engify.Api.BookAsync(students[1], course, ta)).ShouldBeProblem(400, "ta_not_available");
        (await engify.Api.BookAsync(students[0], course, otherTa)).ShouldBeProblem(400, "student_not_available");
    }

    [Fact]
    public async Task A_cancelled_booking_frees_the_time_of_its_ta_and_its_student()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var otherTa = await engify.School.AddTaAsync(course);
        var students = await engify.School.AddStudentsAsync(2);
        var booked = (await engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();

        (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();

        (await engify.Api.BookAsync(students[1], course, ta)).ShouldBeOk();
        (await engify.Api.BookAsync(students[0], course, otherTa)).ShouldBeOk();
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task The_database_refuses_an_overlap_that_no_check_before_noticed()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var otherTa = await engify.School.AddTaAsync(course);
        var students = await engify.School.AddStudentsAsync(2);
        const int threeDays = 3 * 24 * 60;
        await engify.School.AddBookingAsync(students[0], course, ta, School.Tomorrow.AddDays(-2), threeDays);

        (await engify.Api.BookAsync(students[1], course, ta)).ShouldBeProblem(400, "ta_not_available");
        (await engify.Api.BookAsync(students[0], course, otherTa)).ShouldBeProblem(400, "student_not_available");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-60 * 24 * 365)]
    public async Task A_session_starts_in_the_future(int minutesFromNow)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        var answer = await engify.Api.BookAsync(student, course, ta, EngifyFixture.Start.AddMinutes(minutesFromNow));

        answer.ShouldBeProblem(400, "start_in_past");
    }

    [Fact]
    public async Task A_session_may_start_in_a_moment()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.BookAsync(student, course, ta, EngifyFixture.Start.AddMicroseconds(1))).ShouldBeOk();
    }

    [Theory]
    [InlineData("studentId", "student_not_found")]
    [InlineData("courseId", "course_not_found")]
    [InlineData("taId", "ta_not_found")]
    [InlineData("bundlePurchaseId", "bundle_purchase_not_found")]
    public async Task Everything_a_request_names_must_exist(string member, string code)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);

        foreach (var unknown in (string[])[Guid.CreateVersion7().ToString(), "nope", "", "42", new string('x', 5000)])
        {
            body[member] = unknown;
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeProblem(404, code);
        }
    }

    [Fact]
    public async Task An_inactive_course_is_not_found()
    {
        var course = await engify.School.AddCourseAsync(isActive: false);
        await engify.School.AddSingleSessionAsync(course);
        var ta = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.BookAsync(student, course)).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task An_inactive_ta_is_not_found()
    {
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        var inactive = await engify.School.AddTaAsync(course, isActive: false);
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.BookAsync(student, course, inactive)).ShouldBeProblem(404, "ta_not_found");
    }

    [Fact]
    public async Task A_ta_gives_sessions_only_for_courses_that_they_teach()
    {
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        var (_, stranger) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.BookAsync(student, course, stranger)).ShouldBeProblem(400, "ta_does_not_teach_course");
    }

    [Fact]
    public async Task A_course_without_an_active_single_session_sells_none()
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();
        await engify.School.AddBundleAsync(course);
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "price_not_available");

        await engify.School.AddSingleSessionAsync(course, isActive: false);
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "price_not_available");
    }

    [Fact]
    public async Task The_first_broken_rule_answers()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var (otherCourse, stranger) = await engify.School.AddCourseWithTaAsync();
        var freeTa = await engify.School.AddTaAsync(course);
        var students = await engify.School.AddStudentsAsync(2);
        (await engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();

        async Task<BundlePurchase> AddUsedUpAsync(Course of)
        {
            var bundle = await engify.School.AddBundleAsync(of, sessions: 1);
            var purchase = await engify.School.AddPurchaseAsync(students[0], bundle);
            var other = await engify.School.AddTaAsync(of);
            var free = School.Tomorrow.AddDays(of == course ? 1 : 2);
            (await engify.Api.BookAsync(students[0], of, other, free, bundle: purchase)).ShouldBeOk();
            return purchase;
        }

        var usedUp = await AddUsedUpAsync(course);
        var usedUpElsewhere = await AddUsedUpAsync(otherCourse);
        await engify.QueryAsync(db => db.Products
            .Where(product => product.CourseId == course.Id && product.ProductType == ProductType.IndividualSession)
            .ExecuteUpdateAsync(set => set.SetProperty(product => product.IsActive, false)));

        var body = School.Individual(students[0], course);
        body["durationMinutes"] = 14;
        body["date"] = EngifyFixture.Start.AddDays(-1);
        body["studentId"] = body["courseId"] = body["taId"] = body["bundlePurchaseId"] = Guid.CreateVersion7();

        foreach (var (code, member, right) in ((string, string, object?)[])
            [
                ("validation_failed", "durationMinutes", 60),
                ("start_in_past", "date", School.Tomorrow),
                ("student_not_found", "studentId", students[0].Id),
                ("course_not_found", "courseId", course.Id),
                ("ta_not_found", "taId", stranger.Id),
                ("ta_does_not_teach_course", "taId", ta.Id),
                ("ta_not_available", "taId", freeTa.Id),
                ("student_not_available", "date", School.Tomorrow.AddHours(2)),
                ("bundle_purchase_not_found", "bundlePurchaseId", usedUpElsewhere.Id),
                ("bundle_not_valid", "bundlePurchaseId", usedUp.Id),
                ("bundle_exhausted", "bundlePurchaseId", null),
                ("price_not_available", "bundlePurchaseId", null),
            ])
        {
            Assert.Equal(code, (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).Code);
            body[member] = right;
        }
    }

    [Fact]
    public async Task A_refused_booking_leaves_nothing()
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "price_not_available");

        Assert.False(await engify.QueryAsync(db => db.Bookings.AnyAsync(booking => booking.TaId == ta.Id)));
        Assert.False(
            await engify.QueryAsync(db => db.BookingStudents.AnyAsync(place => place.StudentId == student.Id)));
    }

    [Fact]
    public async Task An_administrator_books_for_a_student()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        var answer = (await engify.Api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Admin)).ShouldBeOk();

        var place =
            await engify.QueryAsync(db => db.BookingStudents.SingleAsync(found => found.BookingId == answer.Id));
        Assert.Equal(student.Id, place.StudentId);
    }

    [Fact]
    public async Task Nobody_else_books_for_a_student()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        var body = School.Individual(students[0], course, ta);

        foreach (var (by, status, code) in ((string, int, string)[])
            [
                (As.Student(students[1].Id), 403, "forbidden"),
                (As.Ta(ta.Id), 403, "forbidden"),
                (As.Anonymous, 401, "unauthenticated"),
            ])
        {
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, by)).ShouldBeProblem(status, code);
        }
    }

    [Theory]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("nope")]
    public async Task A_student_who_books_for_another_does_not_learn_what_exists(string unknown)
    {
        var student = await engify.School.AddStudentAsync();
        var body = new { studentId = unknown, courseId = unknown, date = "2020-01-01T00:00:00Z", durationMinutes = 60 };

        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, As.Student(student.Id)))
            .ShouldBeProblem(403, "forbidden");
    }
}
