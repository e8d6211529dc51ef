using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Students.GetStudent;

internal sealed class GetStudentHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<GetStudentRequest, StudentResponse>
{
    public async Task<StudentResponse> Handle(GetStudentRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var student = await db.Students.SingleOrDefaultAsync(
            student => student.Id == request.StudentId, cancellationToken);
        StudentRules.Exists.Check(student is not null);
        return StudentResponse.From(student);
    }
}
