namespace Engify.Features.Students;

/// <summary>Someone who books sessions.</summary>
public sealed class Student(Guid id, string email, string name, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;

    /// <summary>Unique, whatever the case.</summary>
    public string Email { get; private set; } = email;

    public string Name { get; private set; } = name.Composed();

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset UpdatedAt { get; private set; } = createdAt;
}
