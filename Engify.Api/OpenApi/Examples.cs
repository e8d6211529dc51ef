using System.Text.Json;
using System.Text.Json.Nodes;
using Engify.Features.Accounts;
using Engify.Features.Accounts.ChangePassword;
using Engify.Features.Accounts.ListSessions;
using Engify.Features.Accounts.ListSigningKeys;
using Engify.Features.Accounts.LogIn;
using Engify.Features.Accounts.LogOut;
using Engify.Features.Accounts.RefreshSession;
using Engify.Features.Accounts.Register;
using Engify.Features.Accounts.SetAccountStatus;
using Engify.Features.Audit.ListAuditEntries;
using Engify.Features.Availability;
using Engify.Features.Availability.ChangeBookingRules;
using Engify.Features.Availability.ChangeCourseBookingRules;
using Engify.Features.Availability.ChangeTaHours;
using Engify.Features.Availability.CreateAbsence;
using Engify.Features.Availability.GetTaCalendar;
using Engify.Features.Availability.SetDayOverride;
using Engify.Features.Bookings;
using Engify.Features.Bookings.CancelBooking;
using Engify.Features.Bookings.ChangePlace;
using Engify.Features.Bookings.CreateIndividualBooking;
using Engify.Features.Bundles;
using Engify.Features.Bundles.PurchaseBundle;
using Engify.Features.Closures;
using Engify.Features.Closures.ChangeClosure;
using Engify.Features.Closures.CreateClosure;
using Engify.Features.Courses;
using Engify.Features.Courses.ChangeCourse;
using Engify.Features.Courses.CreateCourse;
using Engify.Features.Courses.GetSupportOptions;
using Engify.Features.Courses.RemoveCourseTa;
using Engify.Features.Files;
using Engify.Features.GroupSessions;
using Engify.Features.GroupSessions.JoinGroupSession;
using Engify.Features.GroupSessions.LeaveGroupSession;
using Engify.Features.Institution.GetInstitution;
using Engify.Features.Invitations;
using Engify.Features.Invitations.AcceptInvitation;
using Engify.Features.Invitations.CreateInvitation;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Students.ChangeStudent;
using Engify.Features.Students.CreateStudent;
using Engify.Features.Tas;
using Engify.Features.Tas.ChangeTa;
using Engify.Features.Tas.ChangeTaProfile;
using Engify.Features.Tas.CreateTa;
using Engify.Features.Terms;
using Engify.Features.Terms.ChangeTerm;
using Engify.Features.Terms.CreateTerm;

namespace Engify.Api.OpenApi;

/// <summary>
/// The document's examples: Sam gets help with COMP 248, as in the demo data. They are instances of the actual types,
/// so they cannot become stale.
/// </summary>
internal static class Examples
{
    private static readonly Guid CourseId = new("01900000-0000-7000-8000-c00000000248");
    private static readonly Guid TaId = new("01900000-0000-7000-8000-a00000000001");
    private static readonly Guid StudentId = new("01900000-0000-7000-8000-500000000001");
    private static readonly Guid ProductId = new("01900000-0000-7000-8000-b00000000102");
    private static readonly Guid TemplateId = new("01900000-0000-7000-8000-e00000000001");
    private static readonly Guid TermId = new("01900000-0000-7000-8000-d00000000001");
    private static readonly Guid AccountId = new("019aa0f4-6c00-7d3e-9b1a-2f6f0c7d8e91");
    private static readonly Guid BookingId = new("019aa0f5-1a40-7c52-8d4f-5b9e3a6c7d10");
    private static readonly Guid GroupBookingId = new("019aa0f5-2b80-7e61-a3c2-6d8f4b5e9a21");
    private static readonly Guid BundleId = new("019aa0f5-3cc0-7f70-b1d3-7e9a5c4f8b32");
    private static readonly Guid SessionId = new("019aa0f5-5e40-7b92-83f5-90bc7e4d8d54");
    private static readonly Guid InvitationId = new("019aa0f5-6f80-7ca3-94a6-a1cd8f5e9e65");
    private static readonly Guid AbsenceId = new("019aa0f5-7d10-7a54-8f0b-3b7a0c9e2d11");
    private static readonly Guid ClosureId = new("019aa0f5-8e20-7b65-901c-4c8b1daf3e22");
    private static readonly Guid EntryId = new("019aa0f5-4d00-7a81-92e4-8fab6d3e7c43");

    private static readonly DateTimeOffset Now = new(2026, 1, 12, 14, 5, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Saturday = new(2026, 1, 17, 15, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Tuesday = new(2026, 1, 20, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SemesterBegins = new(2026, 1, 5, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SemesterEnds = new(2026, 5, 1, 4, 0, 0, TimeSpan.Zero);

    private const string Email = "sam@university.example";
    private const string Password = "correct horse battery";
    private const string RefreshToken = "mC0kq3v1H2o9fZr4Jt7uYwXbNdPsLgEaIiQyVzAhT8U";

    // Only the format matters: no key has signed it.
    private const string AccessToken = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJlbmdpZnkifQ.c2lnbmF0dXJl";

    private static readonly CourseResponse Course = new(
        CourseId, "COMP 248", "Object-Oriented Programming I",
        "Programming in Java: types, control flow, classes, arrays.", true);

    private static readonly TaResponse Ta = new(
        TaId, "Amira Haddad", "MSc Computer Science", 4.1m, "Patient with pointers, strict with indentation.");

    private static readonly ProductResponse Product = new(
        ProductId, CourseId, "Full-semester bundle", ProductType.FullSemesterBundle,
        "Ten sessions, any time this semester.",
        250.00m, 10, SemesterBegins, SemesterEnds, true, null);

    private static readonly BundlePurchaseResponse Bundle = new(
        BundleId, StudentId, CourseId, ProductId, BundleCoverageType.FullSemester, 10, 9, SemesterBegins, SemesterEnds,
        250.00m, Now, Now, Product);

    private static readonly BookingResponse Booking = new(
        BookingId, CourseId, TaId, BookingStatus.Booked, SessionType.Individual, Saturday, 60, 30.00m, null, null, 1, 1,
        "H 820", "https://meet.university.example/alex", "Recursion, exercise 4", null, null, Now, Now);

    private static readonly BookingResponse GroupBooking = new(
        GroupBookingId, CourseId, TaId, BookingStatus.Available, SessionType.Group, Tuesday, 90, 15.00m,
        TemplateId, null,
        3, 8, "H 820", null, null, null, null, Now, Now);

    private static readonly GroupSessionTemplateResponse Template = new(
        TemplateId, CourseId, TaId, 2, new TimeOnly(18, 0), new TimeOnly(19, 30), "America/Toronto", 8, 15.00m,
        true, Ta);

    private static readonly GroupSessionTemplateTerms TemplateTerms = new(
        TaId, Template.DayOfWeek, Template.StartTime, Template.EndTime, Template.TimeZone, Template.Capacity,
        Template.PricePerStudent, TermId, new(2026, 1, 5), new(2026, 4, 30), "H 820",
        "https://meet.university.example/comp248");

    private static readonly TermResponse Term = new(
        TermId, "2026-W", "Winter 2026", new(2026, 1, 5), new(2026, 4, 30),
        SemesterBegins);

    private static readonly TaDetailsResponse TaDetails = new(
        TaId, Ta.Name, "amira@university.example", Ta.Degree, Ta.Gpa, Ta.Bio, true, "America/Toronto", "H 961",
        "https://meet.university.example/amira", 15, 240, 900, true);

    private static readonly WeeklyHours Mondays = new(1, "09:00", "12:00", new(2026, 1, 5), new(2026, 4, 30));

    private static readonly AbsenceResponse Absence = new(AbsenceId, TaId, Saturday, Saturday.AddDays(2), "A wedding");

    private static readonly ClosureResponse ReadingWeek =
        new(ClosureId, "Reading week", new(2026, 3, 2), new(2026, 3, 8));

    private static readonly BookingTerms Rules = new(120, 60, 30, [30, 60, 90], 240, true);

    private static readonly OwnBookingRules OwnRules = new(120, null, null, [30, 60, 90], null, null);

    private static readonly ConflictResponse Conflict = new(BookingId, Saturday, ConflictReason.CourseInactive);

    private static readonly UserResponse User = new(
        AccountId, Email, "Sam Student", AccountRole.Student, StudentId, null);

    private static readonly AccountResponse Account = new(
        AccountId, Email, "Sam Student", AccountRole.Student, true, Saturday, StudentId, null, Now);

    private static readonly InvitationResponse Invitation = new(
        InvitationId, "amira@school.example", "Amira Haddad", AccountRole.Ta, Now, Now.AddDays(7));

    private static readonly SigningKeyResponse SigningKey = new(
        "1f0c7d8e91", "EC", "sig", "ES256", "P-256", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private static readonly Dictionary<Type, JsonNode> Known = new object[]
    {
        Course, Ta, Product, Bundle, Booking, Template, User, SigningKey,
        new SigningKeySetResponse([SigningKey]),
        new SessionResponse(AccessToken, "Bearer", 900, RefreshToken, User),
        Account,
        new SetAccountStatusBody(false),
        new SignInSessionResponse(SessionId, true, "203.0.113.7/32", Now, Saturday, SemesterEnds),
        new ChangePasswordRequest(Password, "staple battery horse correct"),
        Invitation,
        new CreateInvitationRequest("amira@school.example", AccountRole.Ta, "Amira Haddad"),
        new InvitationLinkResponse(
            Invitation.Id, Invitation.Email, Invitation.Name, Invitation.Role, Invitation.CreatedAt,
            Invitation.ExpiresAt, $"https://engify.example/accept-invitation#token={RefreshToken}", RefreshToken),
        new AcceptInvitationRequest(RefreshToken, Password),
        new StudentResponse(StudentId, Email, "Sam Student", true, Now, Now, null),
        new CreateStudentRequest("Sam Student", Email),
        new ChangeStudentBody("Sam Student", Email, true),
        new BookedStudentResponse(StudentId, "Sam Student", Email),
        new UpcomingGroupSessionResponse(Template, [GroupBooking]),
        new CourseGroupSessionResponse(Template, [GroupBooking]),
        new GroupSessionSeatResponse(true, "Joined the group session", GroupBooking),
        new SupportOptionsResponse(
            Course, [Product], [Ta], [new UpcomingGroupSessionResponse(Template, [GroupBooking])], [Bundle]),
        new AuditEntryResponse(
            EntryId, Now, AccountId, AccountRole.Student, "203.0.113.7", "CreateIndividualBooking", "booking",
            $"{BookingId}", "succeeded", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", null),
        new RegisterRequest(Email, Password, "Sam Student"),
        new LogInRequest(Email, Password),
        new RefreshSessionRequest(RefreshToken),
        new LogOutRequest(RefreshToken),
        new CreateIndividualBookingRequest(StudentId, CourseId, Saturday, 60, TaId),
        new CourseDetailsResponse(Course, [Ta], [Product]),
        new CreateCourseRequest(Course.Code, Course.Name, Course.Description),
        new ChangeCourseBody(Course.Code, Course.Name, Course.Description),
        new ChangedCourseResponse(
            new CourseDetailsResponse(Course with { IsActive = false }, [Ta], [Product]), [Conflict]),
        Conflict, Term, TaDetails, TemplateTerms,
        new InstitutionResponse(
            "Engify University", "America/Toronto", "CAD", ["en", "fr"], "help@university.example",
            "https://university.example"),
        new CreateTermRequest(Term.Code, Term.Name, Term.StartsOn, Term.EndsOn, Term.BookingOpensAt),
        new ChangeTermBody(Term.Code, Term.Name, Term.StartsOn, Term.EndsOn, Term.BookingOpensAt),
        new ProductTerms(
            Product.Name, Product.ProductType, Product.BasePrice, Product.Description, Product.IncludedSessions,
            SemesterBegins, SemesterEnds),
        new CreateTaRequest(Ta.Name, TaDetails.Email!, Ta.Degree, Ta.Gpa, Ta.Bio),
        new ChangeTaBody(Ta.Name, TaDetails.Email!, Ta.Degree, Ta.Gpa, Ta.Bio),
        new ChangeTaProfileBody(Ta.Degree, Ta.Bio, TaDetails.Location, TaDetails.MeetingUrl),
        new ChangedTaResponse(
            TaDetails with { IsActive = false }, [Conflict with { Reason = ConflictReason.TaInactive }]),
        new RemovedCourseTaResponse([Conflict with { Reason = ConflictReason.TaDoesNotTeachCourse }]),
        new ImportResponse(12, 3, 240, [], 0),
        new ImportErrorResponse(7, "endsOn", "validation_failed", "'endsOn' must not be before 'startsOn'."),
        Mondays, Absence, ReadingWeek, Rules, OwnRules,
        new TaHoursResponse("America/Toronto", [Mondays, Mondays with { Start = "13:00", End = "17:00" }]),
        new ChangeTaHoursBody([Mondays, Mondays with { Start = "13:00", End = "17:00" }], "America/Toronto"),
        new DayOverrideResponse(new(2026, 3, 14), [new("10:00", "14:00")]),
        new SetDayOverrideBody([new("10:00", "14:00")]),
        new DayHours("10:00", "14:00"),
        new CreateAbsenceBody(Absence.StartsAt, Absence.EndsAt, Absence.Reason),
        new OpenPeriodResponse(Saturday, Saturday.AddHours(3)),
        new CreateClosureRequest(ReadingWeek.Name, ReadingWeek.StartsOn, ReadingWeek.EndsOn),
        new ChangeClosureBody(ReadingWeek.Name, ReadingWeek.StartsOn, ReadingWeek.EndsOn),
        new ChangeBookingRulesBody(120, 60, 30, [30, 60, 90], 240, true),
        new ChangeCourseBookingRulesBody(120, Durations: [30, 60, 90]),
        new CourseBookingRulesResponse(Rules, OwnRules),
        new ChangePlaceBody("H 961", "https://meet.university.example/amira"),
        new CancelBookingBody("I have caught a cold"),
        new PurchaseBundleBody(StudentId, ProductId),
        new JoinGroupSessionBody(StudentId),
        new LeaveGroupSessionBody(StudentId),
    }.ToDictionary(example => example.GetType(), ToJson);

    private static readonly Dictionary<string, object> Parameters = new()
    {
        ["courseId"] = CourseId,
        ["taId"] = TaId,
        ["termId"] = TermId,
        ["templateId"] = TemplateId,
        ["productId"] = ProductId,
        ["studentId"] = StudentId,
        ["bookingId"] = BookingId,
        ["accountId"] = AccountId,
        ["sessionId"] = SessionId,
        ["invitationId"] = InvitationId,
        ["absenceId"] = AbsenceId,
        ["closureId"] = ClosureId,
        ["role"] = AccountRole.Student,
        ["objectId"] = BookingId,
        ["action"] = "CreateIndividualBooking",
        ["outcome"] = "succeeded",
        ["q"] = "COMP",
        ["from"] = SemesterBegins,
        ["to"] = SemesterEnds,
        ["from (date)"] = new DateOnly(2026, 3, 14),
        ["to (date)"] = new DateOnly(2026, 3, 20),
        ["date (date)"] = new DateOnly(2026, 3, 14),
        ["status"] = BookingStatus.Booked,
        ["includeInactive"] = true,
        ["kind"] = "courses",
        ["dryRun"] = true,
        ["limit"] = 20,
        ["If-Match"] = "\"1c5d7f0a2b3e4d6f8a9b0c1d2e3f4a5b\"",
        ["Idempotency-Key"] = "7d0c2f5e-8f4b-4b1e-9a55-3f1f6f0f2c11",
    };

    static Examples()
    {
        // Its constructor needs entities, whose ids differ each time.
        var details = ToJson(Booking).AsObject();
        details["course"] = ToJson(Course);
        details["ta"] = ToJson(Ta);
        details["students"] = null;
        Known[typeof(BookingDetailsResponse)] = details;
        Known[typeof(CreatedAbsenceResponse)] = new JsonObject
        {
            ["absence"] = ToJson(Absence),
            ["affected"] = new JsonArray(details.DeepClone()),
        };
        Known[typeof(ClosedDaysResponse)] = new JsonObject
        {
            ["closure"] = ToJson(ReadingWeek),
            ["removed"] = 2,
            ["affected"] = new JsonArray(details.DeepClone()),
        };
        Known[typeof(TaCalendarResponse)] = new JsonObject
        {
            ["timeZone"] = "America/Toronto",
            ["from"] = "2026-03-14",
            ["to"] = "2026-03-20",
            ["open"] = new JsonArray(ToJson(new OpenPeriodResponse(Saturday, Saturday.AddHours(3)))),
            ["bookings"] = new JsonArray(details.DeepClone()),
            ["absences"] = new JsonArray(ToJson(Absence)),
            ["closures"] = new JsonArray(ToJson(ReadingWeek)),
        };

        var template = ToJson(Template).AsObject();
        template["termId"] = ToJson(TermId);
        template["startsOn"] = ToJson(TemplateTerms.StartsOn!);
        template["endsOn"] = ToJson(TemplateTerms.EndsOn!);
        template["location"] = TemplateTerms.Location;
        template["meetingUrl"] = TemplateTerms.MeetingUrl;
        Known[typeof(GroupSessionTemplateDetailsResponse)] = template;
        Known[typeof(WeeklyScheduleResponse)] = new JsonObject
        {
            ["id"] = ToJson(TemplateId),
            ["template"] = template.DeepClone(),
            ["scheduled"] = 1,
            ["changed"] = 3,
            ["removed"] = 0,
            ["conflicts"] = new JsonArray(
                ToJson(new ConflictResponse(GroupBookingId, Tuesday, ConflictReason.HasStudents))),
        };
    }

    /// <summary>An example of a value of the type, if there is one.</summary>
    public static JsonNode? Of(Type type) => Known.GetValueOrDefault(type)?.DeepClone();

    /// <summary>An example of a value of the parameter, if there is one.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="isDate">Whether it is a date without a time.</param>
    public static JsonNode? OfParameter(string name, bool isDate) =>
        !Parameters.TryGetValue(isDate ? $"{name} (date)" : name, out var value) ? null : ToJson(value);

    private static JsonNode ToJson(object example) =>
        JsonSerializer.SerializeToNode(example, example.GetType(), EngifyJson.Options)!;
}
