using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Students.EraseStudent;

public sealed class EraseStudentEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/students/{studentId}/erase", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(StudentRules.Exists, StudentRules.HasNoUpcomingBookings);

    /// <summary>Erases a student: what is left tells nobody who they were.</summary>
    /// <remarks>
    /// For administrators. Name and email are replaced, the account is deleted with its sessions, and what the student
    /// wrote is removed. Bookings, seats, sums and the audit log stay. It cannot be undone, and bookings to come must
    /// be cancelled first.
    /// </remarks>
    /// <param name="studentId">The student.</param>
    /// <response code="200">What is left of the student.</response>
    public static Task<Ok<StudentResponse>> Handle(
        UrlValue<Guid> studentId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new EraseStudentRequest(studentId), TypedResults.Ok, cancellationToken);
}
