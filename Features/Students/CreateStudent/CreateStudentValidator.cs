namespace Engify.Features.Students.CreateStudent;

internal sealed class CreateStudentValidator : StudentValidator<CreateStudentRequest>;
