using System.Text.Json;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Tests.Harness;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Security;

/// <summary>Every role × every operation of the OpenAPI document × own, foreign and absent objects.</summary>
public sealed class RoleMatrixTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Anyone = "anyone";

    /// <summary>
    /// Who may do what, as the interface's contract says: for nobody, for a student and a TA each with their own and
    /// with others' objects, and for an administrator. <c>+</c> stands for "is not refused for who asks".
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
        ["GetSupportOptions ?studentId="] = "401    +   403    +   +      +",
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
        ["ListAuditEntries"] = "             401    403 403    403 403    +",
    };

    [Fact]
    public async Task Each_role_may_do_what_the_matrix_says_and_nothing_else()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var (own, foreign) = (await BuildAsync(), await BuildAsync());
        var absent = new Objects(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var (student, ta) = (As.Student(own.Student), As.Ta(own.Ta));
        await AddAccountAsync(As.AdminAccount, Account.Admin("matrix@engify.test", "Admin", EngifyFixture.Start));
        (string By, Objects Named)[] columns =
            [(As.Anonymous, own), (student, own), (student, foreign), (ta, own), (ta, foreign), (As.Admin, own)];

        var found = new Dictionary<string, string>();
        foreach (var operation in contract.Operations)
        {
            var id = operation.Operation.OperationId;
            foreach (var row in Matrix.Keys.Where(row => row == id || row.StartsWith($"{id} ", StringComparison.Ordinal)).DefaultIfEmpty(id))
            {
                var cells = new List<string>();
                foreach (var (by, named) in columns)
                {
                    var answer = await AskAsync(operation.Method, operation.Path, row, named, by);
                    cells.Add(answer is { Status: 401 or 403, Code: "unauthenticated" or "forbidden" } ? $"{answer.Status}" : "+");
                    if (named == foreign)
                        Assert.True(TellsAlike(Told(answer), Told(await AskAsync(operation.Method, operation.Path, row, absent, by))), row);
                }

                found[row] = cells.All(cell => cell == "+") ? Anyone : string.Join(' ', cells);
            }
        }

        Assert.Equal(
            Matrix.ToDictionary(row => row.Key, row => string.Join(' ', row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            found);
    }

    [Fact]
    public async Task HEAD_is_answered_to_whom_GET_is()
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
        var routes = engify.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(route => route.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, PolicyOf);

        Assert.Equal(
            Matrix.Where(row => !row.Key.Contains(' ', StringComparison.Ordinal))
                .ToDictionary(row => row.Key, row => PolicyFor(row.Value)),
            routes);

        static string PolicyOf(Endpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? Anyone
            : Assert.Single(route.Metadata.GetOrderedMetadata<IAuthorizeData>()).Policy!;

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

    /// <summary>Whether something exists may only be told to those who are not refused.</summary>
    private static bool TellsAlike((int Status, string? Message) foreign, (int Status, string? Message) absent) =>
        foreign.Status is not 403 || foreign == absent;

    private static (int Status, string? Message) Told(Answer answer) =>
        (answer.Status, answer.Status < 400 ? null : answer["message"].GetString());

    private Task<Answer> AskAsync(string method, string path, string row, Objects named, string by)
    {
        var isGroup = path.StartsWith("/group-sessions", StringComparison.Ordinal);
        var address = path
            .Replace("{studentId}", $"{named.Student}", StringComparison.Ordinal)
            .Replace("{taId}", $"{named.Ta}", StringComparison.Ordinal)
            .Replace("{courseId}", $"{named.Course}", StringComparison.Ordinal)
            .Replace("{bookingId}", $"{(isGroup ? named.GroupSession : named.Booking)}", StringComparison.Ordinal);
        if (row.EndsWith("?studentId=", StringComparison.Ordinal))
            address += $"?studentId={named.Student}";
        var body = method.ToUpperInvariant() is "GET" or "HEAD" ? null : JsonSerializer.Serialize(new
        {
            studentId = named.Student,
            courseId = named.Course,
            taId = named.Ta,
            productId = named.Bundle,
            date = School.Tomorrow.AddHours(6),
            durationMinutes = 60,
        });
        return engify.Api.SendAsync(method.ToUpperInvariant(), address, body, by);
    }

    /// <summary>A student and a TA with a course, a booking and a group session of theirs, and an account for each.</summary>
    private async Task<Objects> BuildAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var booking = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        var session = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(3));
        await AddAccountAsync(student.Id, Account.Of(student, EngifyFixture.Start));
        await AddAccountAsync(ta.Id, Account.Of(ta, EngifyFixture.Start));
        return new Objects(student.Id, ta.Id, course.Id, bundle.Id, booking.Id, session.Id);
    }

    private Task AddAccountAsync(Guid id, Account account)
    {
        account.Id = id;
        account.NormalizedEmail = account.Email!.ToUpperInvariant();
        return engify.School.AddAsync(account);
    }

    private sealed record Objects(Guid Student, Guid Ta, Guid Course, Guid Bundle, Guid Booking, Guid GroupSession);
}
