using System.Text.Json;
using Engify.Features.Accounts;
using Engify.Features.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Every role × every operation of the OpenAPI document × own, foreign and absent objects.</summary>
public sealed class RoleMatrixTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Anyone = "anyone";

    /// <summary>
    /// Who may do what, as the interface's contract says: for nobody, for a student and a TA each with their own and
    /// with others' objects, and for an administrator. <c>+</c> stands for "is not refused for who asks". For an
    /// operation that is not here, the policy of its route says it (<see cref="RowOf"/>).
    /// </summary>
    private static readonly Dictionary<string, string> Matrix = new()
    {
        //                                    nobody student    TA         admin
        ["ListCourses"] = Anyone,
        ["GetCourse"] = Anyone,
        ["ListCourseProducts"] = Anyone,
        ["ListCourseGroupSessions"] = Anyone,
        ["ListSigningKeys"] = Anyone,
        ["Register"] = Anyone,
        ["LogIn"] = Anyone,
        ["RefreshSession"] = Anyone,
        ["LogOut"] = Anyone,
        ["GetSupportOptions"] = Anyone,
        ["ListCourses ?includeInactive="] = "401    403 403    403 403    +",
        ["GetCourse ?includeInactive="] = "  401    403 403    403 403    +",
        ["ListCourseProducts ?includeInactive="] = "401 403 403 403 403 +",
        ["GetCourseBookingRules"] = Anyone,
        ["GetCourseBookingRules ?includeInactive="] = "401 403 403 403 403 +",
        ["CreateCourse"] = "                 401    403 403    403 403    +",
        ["ListCourseTas"] = Anyone,
        ["GetInstitution"] = Anyone,
        ["ListTerms"] = Anyone,
        ["GetTerm"] = Anyone,
        ["CreateTerm"] = "                   401    403 403    403 403    +",
        ["ChangeTerm"] = "                   401    403 403    403 403    +",
        ["DeleteTerm"] = "                   401    403 403    403 403    +",
        ["AddCourseTa"] = "                  401    403 403    403 403    +",
        ["RemoveCourseTa"] = "               401    403 403    403 403    +",
        ["CreateProduct"] = "                401    403 403    403 403    +",
        ["ChangeProduct"] = "                401    403 403    403 403    +",
        ["GetProduct"] = "                   401    403 403    403 403    +",
        ["ListGroupSessionTemplates"] = "    401    403 403    +   +      +",
        ["ListGroupSessionTemplates ?taId="] = "401 403 403    +   403    +",
        ["GetGroupSessionTemplate"] = "      401    403 403    +   403    +",
        ["ListTas"] = "                      401    403 403    403 403    +",
        ["GetTa"] = "                        401    +   +      +   +      +",
        ["CreateTa"] = "                     401    403 403    403 403    +",
        ["ChangeTa"] = "                     401    403 403    403 403    +",
        ["ChangeTaProfile"] = "              401    403 403    +   403    +",
        ["ChangeCourse"] = "                 401    403 403    403 403    +",
        ["GetSupportOptions ?studentId="] = "401    +   403    +   403    +",
        ["ListStudentBundles"] = "           401    +   403    403 403    +",
        ["ListActiveBundles"] = "            401    +   403    +   403    +",
        ["PurchaseBundle"] = "               401    +   403    403 403    +",
        ["JoinGroupSession"] = "             401    +   403    403 403    +",
        ["LeaveGroupSession"] = "            401    +   403    403 403    +",
        ["CreateIndividualBooking"] = "      401    +   403    403 403    +",
        ["ListStudentBookings"] = "          401    +   403    403 403    +",
        ["ListTaBookings"] = "               401    403 403    +   403    +",
        ["GetBooking"] = "                   401    +   403    +   403    +",
        ["CancelBooking"] = "                401    +   403    +   403    +",
        ["GetCurrentUser"] = "               401    +   +      +   +      +",
        ["ListSessions"] = "                 401    +   +      +   +      +",
        ["EndSession"] = "                   401    +   +      +   +      +",
        ["EndOtherSessions"] = "             401    +   +      +   +      +",
        ["ChangePassword"] = "               401    +   +      +   +      +",
        ["AcceptInvitation"] = Anyone,
        ["GetStudent"] = "                   401    +   403    403 403    +",
        ["ExportStudent"] = "                401    +   403    403 403    +",
        ["GetTaHours"] = "                   401    +   +      +   +      +",
        ["ListDayOverrides"] = "             401    +   +      +   +      +",
        ["ListAuditEntries"] = "             401    403 403    403 403    +",
    };

    [Fact]
    public async Task Each_role_may_do_what_the_matrix_says_and_nothing_else()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var (own, foreign) = (await BuildAsync(), await BuildAsync());
        var (student, ta) = (As.Student(own.Student), As.Ta(own.Ta));
        await AddAccountAsync(As.AdminAccount, Account.Admin("matrix@engify.test", "Admin", EngifyFixture.Start));
        (string By, Objects Named)[] columns =
            [(As.Anonymous, own), (student, own), (student, foreign), (ta, own), (ta, foreign), (As.Admin, own)];

        var found = new Dictionary<string, string>();
        foreach (var operation in contract.Operations)
        {
            var id = operation.Operation.OperationId;
            foreach (var row in Matrix.Keys.Where(row => row.Split(' ')[0] == id).DefaultIfEmpty(id))
            {
                var cells = new List<string>();
                foreach (var (by, named) in columns)
                {
                    var answer = await AskAsync(operation.Method, operation.Path, row, named, by);
                    var isRefused = answer is { Status: 401 or 403, Code: "unauthenticated" or "forbidden" };
                    cells.Add(isRefused ? $"{answer.Status}" : "+");
                }

                found[row] = cells.All(cell => cell == "+") ? Anyone : string.Join(' ', cells);
            }
        }

        var policies = PoliciesOfRoutes();
        var derived = contract.Operations.Select(operation => operation.Operation.OperationId)
            .Where(id => !Matrix.ContainsKey(id)).Select(id => KeyValuePair.Create(id, RowOf(policies[id])));
        Assert.Equal(
            Matrix.Concat(derived).ToDictionary(
                row => row.Key, row => string.Join(' ', row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            found);
    }

    /// <summary>
    /// Each id that a request names, in turn, is the caller's own, another's and nobody's: whoever is refused what is
    /// another's is refused what does not exist, in the same words. And no answer tells who the other student is.
    /// </summary>
    [Fact]
    public async Task A_refusal_never_reveals_what_exists_whichever_id_belongs_to_somebody_else()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var (own, foreign) = (await BuildAsync(), await BuildAsync());
        var absent = new Objects(
            Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(),
            Guid.NewGuid(), Guid.NewGuid());
        var stranger = await engify.QueryAsync(db => db.Students.SingleAsync(student => student.Id == foreign.Student));
        string[] callers = [As.Anonymous, As.Student(own.Student), As.Ta(own.Ta)];
        var rows = contract.Operations.SelectMany(operation => Matrix.Keys
            .Where(row => row.Split(' ')[0] == operation.Operation.OperationId)
            .DefaultIfEmpty(operation.Operation.OperationId).Select(row => (operation, row)));

        var refused = 0;
        foreach (var (operation, row) in rows)
        {
            foreach (var by in callers)
            {
                foreach (var theirs in Mixtures(own, foreign))
                {
                    var answer = await AskAsync(operation.Method, operation.Path, row, theirs, by);
                    Assert.DoesNotContain(stranger.Name, answer.Text, StringComparison.Ordinal);
                    Assert.DoesNotContain(stranger.Email, answer.Text, StringComparison.Ordinal);

                    var nobodys = theirs.Replacing(foreign, absent);
                    var told = await AskAsync(operation.Method, operation.Path, row, nobodys, by);
                    Assert.True(answer.Status is 401 or 403 == told.Status is 401 or 403, $"{row} by {by}: {theirs}");
                    if (answer.Status is not (401 or 403))
                        continue;
                    refused++;
                    Assert.Equal(Told(answer), Told(told));
                }
            }
        }

        Assert.True(refused > 100, $"Only {refused} were refused.");
    }

    /// <summary>A student's bundles for a course are shown by two routes, to the same callers.</summary>
    [Fact]
    public async Task A_students_bundles_are_behind_the_same_refusal_whichever_way_one_asks_for_them()
    {
        var (own, foreign) = (await BuildAsync(), await BuildAsync());
        var (nobody, nothing) = (Guid.NewGuid(), Guid.NewGuid());
        string[] callers =
        [
            As.Anonymous, As.Admin, As.Student(own.Student), As.Student(foreign.Student), As.Ta(own.Ta),
            As.Ta(foreign.Ta),
        ];

        foreach (var by in callers)
        {
            foreach (var student in new[] { own.Student, foreign.Student, nobody })
            {
                foreach (var course in new[] { own.Course, foreign.Course, nothing })
                {
                    var bundles = await engify.Api.GetAsync($"/bundles/students/{student}/courses/{course}/active", by);
                    var options = await engify.Api.GetAsync(
                        $"/courses/{course}/support-options?studentId={student}", by);

                    Assert.Equal(Told(bundles), Told(options));
                    if (bundles.Status == 200)
                        Assert.Equal(bundles.Json.Ids(), options["activeStudentBundles"].Ids());
                }
            }
        }
    }

    [Fact]
    public async Task HEAD_is_answered_for_the_callers_that_GET_is()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var (own, foreign) = (await BuildAsync(), await BuildAsync());
        var reads = contract.Operations.Where(operation => operation.Method == "get").ToList();

        Assert.True(reads.Count > 10);
        foreach (var operation in reads)
        {
            foreach (var by in new[] { As.Anonymous, As.Student(own.Student), As.Ta(own.Ta), As.Admin })
            {
                foreach (var named in new[] { own, foreign })
                {
                    var get = await AskAsync("GET", operation.Path, "", named, by);
                    var head = await AskAsync("HEAD", operation.Path, "", named, by);

                    Assert.Equal((operation.Path, get.Status), (operation.Path, head.Status));
                }
            }
        }
    }

    /// <summary>Handlers refuse too, but those whose role cannot do a thing at all are not to get as far.</summary>
    [Fact]
    public void The_policy_of_each_route_lets_in_the_roles_that_the_matrix_lets_do_something_and_no_other()
    {
        Assert.Equal(
            Matrix.Where(row => !row.Key.Contains(' ', StringComparison.Ordinal))
                .ToDictionary(row => row.Key, row => PolicyFor(row.Value)),
            PoliciesOfRoutes().Where(route => Matrix.ContainsKey(route.Key)).ToDictionary());

        static string PolicyFor(string row) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [Anyone] => Anyone,
            [_, var student, _, var ta, _, "+"] => (student, ta) switch
            {
                ("+", "+") => Policies.SignedIn,
                ("+", _) => Policies.StudentOrAdmin,
                (_, "+") => Policies.TaOrAdmin,
                _ => Policies.Admin,
            },
            _ => throw new ArgumentException($"'{row}' is no row.", nameof(row)),
        };
    }

    /// <summary>The policy of each route, by the operation's name.</summary>
    private Dictionary<string, string> PoliciesOfRoutes()
    {
        return engify.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(route => route.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, PolicyOf);

        static string PolicyOf(Endpoint route)
        {
            if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                return Anyone;
            var policies = route.Metadata.GetOrderedMetadata<IAuthorizeData>();
            Assert.True(
                policies.Count == 1,
                $"{route.DisplayName} has {policies.Count} policies. Its endpoint needs one call of "
                    + "RequireAuthorization or AllowAnonymous.");
            return policies[0].Policy!;
        }
    }

    /// <summary>
    /// What a policy says by itself: whom it lets in may do it with what is their own, and an administrator with all.
    /// </summary>
    private static string RowOf(string policy) => policy switch
    {
        Anyone => Anyone,
        Policies.Admin => "401 403 403 403 403 +",
        Policies.StudentOrAdmin => "401 + 403 403 403 +",
        Policies.TaOrAdmin => "401 403 403 + 403 +",
        _ => throw new ArgumentException($"Say in the matrix who may do what '{policy}' lets in.", nameof(policy)),
    };

    /// <summary>The first objects, some of them replaced by the others: all the ways in which that can be.</summary>
    private static IEnumerable<Objects> Mixtures(Objects own, Objects foreign)
    {
        for (var which = 1; which < 1 << 4; which++)
        {
            T Pick<T>(int bit, Func<Objects, T> part) => part((which & (1 << bit)) == 0 ? own : foreign);
            yield return new Objects(
                Pick(0, named => named.Student), Pick(1, named => named.Ta), Pick(2, named => named.Course),
                Pick(2, named => named.Bundle), Pick(3, named => named.Purchase), Pick(3, named => named.Booking),
                Pick(3, named => named.GroupSession), Pick(1, named => named.Template));
        }
    }

    private static (int Status, string? Code, string? Message) Told(Answer answer) =>
        answer.Status < 400 ? (answer.Status, null, null) : (answer.Status, answer.Code, answer["message"].GetString());

    private Task<Answer> AskAsync(string method, string path, string row, Objects named, string by)
    {
        var isGroup = path.StartsWith("/group-sessions", StringComparison.Ordinal);
        var address = path
            .Replace("{studentId}", $"{named.Student}", StringComparison.Ordinal)
            .Replace("{taId}", $"{named.Ta}", StringComparison.Ordinal)
            .Replace("{date}", "2026-03-14", StringComparison.Ordinal)
            .Replace("{absenceId}", $"{Guid.NewGuid()}", StringComparison.Ordinal)
            .Replace("{templateId}", $"{named.Template}", StringComparison.Ordinal)
            .Replace("{courseId}", $"{named.Course}", StringComparison.Ordinal)
            .Replace("{bookingId}", $"{(isGroup ? named.GroupSession : named.Booking)}", StringComparison.Ordinal);
        if (row.EndsWith("?studentId=", StringComparison.Ordinal))
            address += $"?studentId={named.Student}";
        if (row.EndsWith("?taId=", StringComparison.Ordinal))
            address += $"?taId={named.Ta}";
        if (row.EndsWith("?includeInactive=", StringComparison.Ordinal))
            address += "?includeInactive=true";
        var body = method.ToUpperInvariant() is "GET" or "HEAD" ? null : JsonSerializer.Serialize(new
        {
            studentId = named.Student,
            courseId = named.Course,
            taId = named.Ta,
            productId = named.Bundle,
            bundlePurchaseId = named.Purchase,
            date = School.Tomorrow.AddHours(6),
            durationMinutes = 60,
            startsAt = School.Tomorrow,
            endsAt = School.Tomorrow.AddHours(1),
            weekly = Array.Empty<object>(),
            hours = Array.Empty<object>(),
        });
        (string, string)[] headers = method.Equals("PUT", StringComparison.OrdinalIgnoreCase) ? [("If-Match", "*")]
            : path.StartsWith("/imports", StringComparison.Ordinal) ? [("Content-Type", "text/csv")]
            : [];
        return engify.Api.SendAsync(method.ToUpperInvariant(), address, body, by, headers);
    }

    /// <summary>
    /// A student and a TA with a course, a booking and a group session of theirs, and an account for each.
    /// </summary>
    private async Task<Objects> BuildAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var purchase = await engify.School.AddPurchaseAsync(student, bundle);
        var booking = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        var session = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(3));
        await AddAccountAsync(student.Id, Account.Of(student, EngifyFixture.Start));
        await AddAccountAsync(ta.Id, Account.Of(ta, EngifyFixture.Start));
        var template = await engify.School.AddTemplateAsync(course, ta);
        return new Objects(
            student.Id, ta.Id, course.Id, bundle.Id, purchase.Id, booking.Id, session.Id, template.Id);
    }

    private Task AddAccountAsync(Guid id, Account account)
    {
        account.Id = id;
        account.NormalizedEmail = account.Email!.ToUpperInvariant();
        return engify.School.AddAsync(account);
    }

    private sealed record Objects(
        Guid Student, Guid Ta, Guid Course, Guid Bundle, Guid Purchase, Guid Booking, Guid GroupSession, Guid Template)
    {
        /// <summary>
        /// These objects, with the <paramref name="others"/> in place of those that they share with <paramref
        /// name="known"/>.
        /// </summary>
        public Objects Replacing(Objects known, Objects others) => new(
            Student == known.Student ? others.Student : Student, Ta == known.Ta ? others.Ta : Ta,
            Course == known.Course ? others.Course : Course, Bundle == known.Bundle ? others.Bundle : Bundle,
            Purchase == known.Purchase ? others.Purchase : Purchase,
            Booking == known.Booking ? others.Booking : Booking,
            GroupSession == known.GroupSession ? others.GroupSession : GroupSession,
            Template == known.Template ? others.Template : Template);
    }
}
