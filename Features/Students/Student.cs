namespace Engify.Features.Students;

/// <summary>Someone who books sessions.</summary>
public sealed class Student(Guid id, string email, string name, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;

    /// <summary>Unique, whatever the case.</summary>
    public string Email { get; private set; } = email;

    public string Name { get; private set; } = name.Composed();

    /// <summary>An inactive student books and joins nothing.</summary>
    public bool IsActive { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset UpdatedAt { get; private set; } = createdAt;

    public void Change(string name, string email, bool isActive, DateTimeOffset now)
    {
        (Name, Email, IsActive, UpdatedAt) = (name.Composed(), email, isActive, now);
    }
}
