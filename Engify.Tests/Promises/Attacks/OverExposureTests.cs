namespace Engify.Tests.Promises.Attacks;

/// <summary>Answers carry what the document says and whom it concerns, nothing else.</summary>
public sealed class OverExposureTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Every_operation_answers_with_the_documented_members_only()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var school = await KnownSchool.BuildAsync(engify);
        var student = school.Values["studentId"][0];
        var ta = school.Values["taId"][0];
        var course = school.Values["courseId"][0];
        var closure = await MakeAsync("/closures", Body("CreateClosure", school), "closure");
        var absence = await MakeAsync($"/tas/{ta}/absences", Body("CreateAbsence", school), "absence");

        // What is deleted or ended cannot be shown afterwards.
        foreach (var operation in contract.Operations
            .OrderBy(operation => KnownSchool.EndsMuch(operation.Operation.OperationId))
            .ThenBy(operation => operation.Method == "delete"))
        {
            var path = operation.Path
                .Replace(
                    "{studentId}/erase", $"{school.Values["studentId"][^1]}/erase", StringComparison.Ordinal)
                .Replace("{studentId}", student, StringComparison.Ordinal)
                .Replace("{invitationId}", school.Values["invitationId"][0], StringComparison.Ordinal)
                .Replace("{taId}", ta, StringComparison.Ordinal)
                .Replace("{courseId}", course, StringComparison.Ordinal)
                .Replace("{accountId}", school.Values["accountId"][0], StringComparison.Ordinal)
                .Replace("{sessionId}", school.Values["sessionId"][0], StringComparison.Ordinal)
                .Replace("{termId}", school.Values["termId"][0], StringComparison.Ordinal)
                .Replace("{templateId}", school.Values["templateId"][0], StringComparison.Ordinal)
                .Replace("{closureId}", closure, StringComparison.Ordinal)
                .Replace("{absenceId}", absence, StringComparison.Ordinal)
                .Replace("{date}", "2026-06-02", StringComparison.Ordinal)
                .Replace("/explain", "/explain?date=2026-06-01T12:00:00Z", StringComparison.Ordinal)
                .Replace("{kind}", "courses", StringComparison.Ordinal)
                .Replace("{productId}", school.Values["productId"][3], StringComparison.Ordinal)
                // Those of group sessions and individual ones take turns; a cancellation takes the last.
                .Replace(
                    "{bookingId}",
                    school.Values["bookingId"][
                        operation.Path.StartsWith("/group", StringComparison.Ordinal)
                        || operation.Path.EndsWith("/place", StringComparison.Ordinal) ? 2 : ^1],
                    StringComparison.Ordinal);
            var body = operation.Operation.RequestBody is null ? null : Body(operation.Operation.OperationId, school);

            var type = operation.Operation.OperationId == "ImportFile" ? "text/csv" : "application/json";
            var answer = await engify.Api.SendAsync(
                operation.Method.ToUpperInvariant(), path, body, As.Admin, ("If-Match", "*"), ("Content-Type", type));

            // The harness lets no other members pass; this is where each operation has some.
            Assert.True(
                answer.Status is >= 200 and < 300,
                $"{operation.Operation.OperationId}, which a body in {nameof(Body)} lets succeed: "
                + $"{answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task No_email_and_no_name_of_a_student_is_told_but_to_the_ta_and_administrators()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta, capacity: 3, isActive: true);
        var session = await engify.School.AddAsync(
            template.Schedule(Period.From(School.Tomorrow, 90), EngifyFixture.Start));
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());
        foreach (var joining in new[] { student, other })
            (await engify.Api.JoinAsync(session, joining)).ShouldBeOk();

        string[] paths =
        [
            "/courses", $"/courses/{course.Id}", $"/courses/{course.Id}/products",
            $"/courses/{course.Id}/support-options",
            $"/group-sessions/courses/{course.Id}",
        ];
        string[] own =
        [
            $"/courses/{course.Id}/support-options?studentId={student.Id}", $"/bookings/students/{student.Id}",
            $"/bookings/{session.Id}", $"/bundles/students/{student.Id}",
            $"/bundles/students/{student.Id}/courses/{course.Id}/active",
        ];
        var told =
            paths.Select(path => (path, As.Anonymous)).Concat(own.Select(path => (path, As.Student(student.Id))));
        foreach (var (path, by) in told)
        {
            var answer = (await engify.Api.GetAsync(path, by)).ShouldBeOk();

            Assert.DoesNotContain("@engify.test", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(other.Name, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"{other.Id}", answer.Text, StringComparison.Ordinal);
        }

        Assert.Contains(
            other.Email, (await engify.Api.GetAsync($"/bookings/{session.Id}", As.Ta(ta.Id))).Text,
            StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(string path, string body, string member)
    {
        var made = await engify.Api.SendAsync("POST", path, body, As.Admin, ("Content-Type", "application/json"));
        return $"{made[member].GetProperty("id").GetGuid()}";
    }

    private static string Body(string operationId, KnownSchool school) => operationId switch
    {
        "CreateIndividualBooking" =>
            $$"""
            {"studentId":"{{school.Values["studentId"][0]}}","courseId":"{{school.Values["courseId"][0]}}",
             "date":"2026-06-01T12:00:00Z","durationMinutes":60}
            """,
        "PurchaseBundle" =>
            $$"""{"studentId":"{{school.Values["studentId"][0]}}","productId":"{{school.Values["productId"][1]}}"}""",
        "Register" => $$"""{"email":"{{AccountSteps.NewEmail()}}","password":"{{AccountSteps.Password}}","name":"A"}""",
        "LogIn" => $$"""{"email":"{{school.Values["email"][0]}}","password":"{{AccountSteps.Password}}"}""",
        "RefreshSession" => $$"""{"refreshToken":"{{school.Values["refreshToken"][0]}}"}""",
        "LogOut" => $$"""{"refreshToken":"{{school.Values["refreshToken"][1]}}"}""",
        "JoinGroupSession" => $$"""{"studentId":"{{school.Values["studentId"][0]}}"}""",
        "LeaveGroupSession" => $$"""{"studentId":"{{school.Values["studentId"][1]}}"}""",
        "ImportFile" => "code,name\nOVER 3,A course",
        "CreateCourse" => """{"code":"OVER 1","name":"A course"}""",
        "ChangeCourse" => """{"code":"OVER 2","name":"A course"}""",
        "CreateTerm" => """{"code":"OVER 1","name":"A term","startsOn":"2026-01-05","endsOn":"2026-04-30"}""",
        "ChangeTerm" => """{"code":"OVER 2","name":"A term","startsOn":"2026-01-05","endsOn":"2026-04-30"}""",
        "CreateGroupSessionTemplate" or "ChangeGroupSessionTemplate" =>
            $$"""
            {"taId":"{{school.Values["taId"][0]}}","dayOfWeek":1,"startTime":"18:00","endTime":"19:00","timeZone":"UTC",
             "capacity":3,"pricePerStudent":15}
            """,
        "CreateTa" or "ChangeTa" => $$"""{"name":"A TA","email":"{{AccountSteps.NewEmail()}}"}""",
        "ChangePassword" =>
            $$"""{"currentPassword":"{{AccountSteps.Password}}","newPassword":"{{AccountSteps.Password}}"}""",
        "SetAccountStatus" => """{"isActive":false}""",
        "CreateInvitation" => $$"""{"email":"{{AccountSteps.NewEmail()}}","role":"admin","name":"A"}""",
        "AcceptInvitation" =>
            $$"""{"token":"{{school.Values["token"][0]}}","password":"{{AccountSteps.Password}}"}""",
        "CreateStudent" or "ChangeStudent" => $$"""{"name":"A student","email":"{{AccountSteps.NewEmail()}}"}""",
        "CreateClosure" =>
            $$"""{"name":"Closed {{Guid.NewGuid()}}","startsOn":"2027-01-04","endsOn":"2027-01-05"}""",
        "ChangeClosure" => """{"name":"Closed later","startsOn":"2027-01-06","endsOn":"2027-01-06"}""",
        "CreateAbsence" => """{"startsAt":"2027-02-01T08:00:00Z","endsAt":"2027-02-02T08:00:00Z","reason":"Away"}""",
        "ChangeTaHours" => """{"weekly":[{"dayOfWeek":1,"start":"00:00","end":"24:00"}]}""",
        "SetDayOverride" => """{"hours":[{"start":"09:00","end":"12:00"}]}""",
        "CreateProduct" => """{"name":"Pass","productType":"GROUP_SESSION_PASS","basePrice":12}""",
        "ChangeProduct" =>
            """
            {"name":"Bundle","productType":"MIDTERM_FINAL_BUNDLE","basePrice":12,"includedSessions":5,
             "validFrom":"2026-01-05T00:00:00Z","validTo":"2026-05-01T00:00:00Z"}
            """,
        _ => "{}",
    };
}
