namespace Engify.Features.Students.GetStudent;

/// <param name="StudentId">The student.</param>
public sealed record GetStudentRequest(Guid StudentId) : IQuery<StudentResponse>;
