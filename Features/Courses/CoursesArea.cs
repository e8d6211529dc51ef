namespace Engify.Features.Courses;

/// <summary>The catalogue of courses, and who teaches them.</summary>
internal sealed class CoursesArea : Area
{
    public override string Description => "The catalogue, open to anyone.";
}
