using MediatR;

namespace Engify.Features.Students.CreateStudent;

internal sealed class CreateStudentHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<CreateStudentRequest, StudentResponse>
{
    public Task<StudentResponse> Handle(CreateStudentRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var student = new Student(Guid.CreateVersion7(now), request.Email, request.Name.Tidied(), now);
        db.Add(student);
        return Task.FromResult(StudentResponse.From(student));
    }
}
