using Engify.Features.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Students.CreateStudent;

public sealed class CreateStudentEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/students", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccountRules.EmailIsFree);

    /// <summary>Creates a student.</summary>
    /// <remarks>For administrators. The student has no account yet; an invitation gives them one.</remarks>
    /// <param name="request">The student.</param>
    /// <response code="201">The student.</response>
    public static Task<CreatedWithTag<StudentResponse>> Handle(
        CreateStudentRequest request, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            request,
            student => new CreatedWithTag<StudentResponse>(
                student, links.GetPathByName(context, "GetStudent", new { studentId = student.Id })),
            cancellationToken);
}
