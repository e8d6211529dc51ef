using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Students.GetStudent;

public sealed class GetStudentEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/students/{studentId}", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .ProducesRuleProblems(StudentRules.Exists);

    /// <summary>Shows a student, to that student and to administrators.</summary>
    /// <remarks>The ETag is what a change of the student asks for in If-Match.</remarks>
    /// <param name="studentId">The student.</param>
    /// <response code="200">The student.</response>
    public static async Task<CacheableOk<StudentResponse>> Handle(
        UrlValue<Guid> studentId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetStudentRequest(studentId), cancellationToken), CacheControl.Revalidate);
}
