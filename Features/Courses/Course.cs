namespace Engify.Features.Courses;

/// <summary>A course that students get help for.</summary>
public sealed class Course(Guid id, string code, string name, string? description = null)
{
    public Guid Id { get; private set; } = id;

    /// <summary>As printed in the calendar (<c>COMP 248</c>); unique, whatever the case.</summary>
    public string Code { get; private set; } = code;

    public string Name { get; private set; } = name;

    public string? Description { get; private set; } = description;

    /// <summary>Whether the course is on offer. An inactive course is not found.</summary>
    public bool IsActive { get; private set; } = true;
}
