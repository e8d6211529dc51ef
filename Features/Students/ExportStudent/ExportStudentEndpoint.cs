using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Students.ExportStudent;

public sealed class ExportStudentEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/students/{studentId}/export", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .ProducesRuleProblems(StudentRules.Exists);

    /// <summary>Tells everything that Engify knows about a student, as one document.</summary>
    /// <remarks>For that student and administrators. It tells nothing about other students.</remarks>
    /// <param name="studentId">The student.</param>
    /// <response code="200">Everything about the student.</response>
    public static async Task<Ok<StudentExportResponse>> Handle(
        UrlValue<Guid> studentId, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new ExportStudentRequest(studentId), cancellationToken));
}
