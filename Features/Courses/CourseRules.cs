namespace Engify.Features.Courses;

/// <summary>Rules about courses.</summary>
public static class CourseRules
{
    public static readonly Rule Exists = new("course_not_found", "This course does not exist", RuleKind.NotFound);

    public static readonly Rule CodeIsFree = new("course_code_taken", "There is a course with this code already");
}
