namespace Engify.Features.Courses;

/// <summary>What says what a course shall be: a request, or a row of a file.</summary>
public interface ICourseDetails
{
    string Code { get; }

    string Name { get; }

    string? Description { get; }
}
