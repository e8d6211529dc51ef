namespace Engify.Features.Students;

/// <summary>Rules about students.</summary>
public static class StudentRules
{
    public static readonly Rule Exists = new("student_not_found", "This student does not exist", RuleKind.NotFound);

    public static readonly Rule IsActive = new("student_inactive", "This student is inactive and cannot book");
}
