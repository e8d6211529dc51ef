using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Students.ChangeStudent;

internal sealed class ChangeStudentHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ChangeStudentRequest, StudentResponse>
{
    public async Task<StudentResponse> Handle(ChangeStudentRequest request, CancellationToken cancellationToken)
    {
        // A booking that is being made comes first or is refused.
        await db.LockStudentAsync(request.StudentId, cancellationToken);
        var student = await db.Students.FindForChangeAsync(request.StudentId, cancellationToken);
        StudentRules.Exists.Check(student is not null);
        request.IfMatch.Check(StudentResponse.From(student));
        StudentRules.IsNotErased.Check(student.ErasedAt is null);

        student.Change(request.Name.Tidied(), request.Email, request.IsActive, clock.Now());
        var account = await db.Accounts.AsTracking()
            .SingleOrDefaultAsync(account => account.StudentId == student.Id, cancellationToken);
        account?.Rename(student.Name, student.Email);
        return StudentResponse.From(student);
    }
}
