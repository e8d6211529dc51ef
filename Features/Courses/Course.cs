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

    /// <summary>The longest code, in characters.</summary>
    public const int MaxCodeLength = 20;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest description, in characters.</summary>
    public const int MaxDescriptionLength = 4000;

    public void Change(string code, string name, string? description, bool isActive) =>
        (Code, Name, Description, IsActive) = (code, name, description, isActive);
}
