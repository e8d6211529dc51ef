using Engify.Features.Accounts;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Students.ChangeStudent;

public sealed class ChangeStudentEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/students/{studentId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(StudentRules.Exists, StudentRules.IsNotErased, AccountRules.EmailIsFree);

    /// <summary>Changes a student.</summary>
    /// <remarks>
    /// For administrators. With the email, the name changes by which the student signs in. An inactive student keeps
    /// what they have booked and books nothing more.
    /// </remarks>
    /// <param name="studentId">The student.</param>
    /// <param name="ifMatch">Which state of the student is to be changed.</param>
    /// <param name="body">The whole of the student.</param>
    /// <response code="200">The student.</response>
    public static Task<ChangedOk<StudentResponse>> Handle(
        UrlValue<Guid> studentId, IfMatch ifMatch, ChangeStudentBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeStudentRequest(studentId, ifMatch, body.Name, body.Email, body.IsActive);
        return commands.SendAsync(request, student => new ChangedOk<StudentResponse>(student), cancellationToken);
    }
}
