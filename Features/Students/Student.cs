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

    /// <summary>When the person was erased; null while the row still stands for one.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    public void Change(string name, string email, bool isActive, DateTimeOffset now)
    {
        (Name, Email, IsActive, UpdatedAt) = (name.Composed(), email, isActive, now);
    }

    /// <summary>Leaves nothing that tells who they were. Bookings and sums still refer to the row.</summary>
    public void Erase(DateTimeOffset now)
    {
        Change("Erased student", $"{Id}@erased.invalid", isActive: false, now);
        ErasedAt = now;
    }
}
