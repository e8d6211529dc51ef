namespace Engify.Features.Students.ChangeStudent;

internal sealed class ChangeStudentValidator : StudentValidator<ChangeStudentRequest>;
