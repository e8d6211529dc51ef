namespace Engify.Features.Students;

/// <summary>Who may book, in SQL.</summary>
internal static class ActiveStudent
{
    /// <summary>Finds that the student is active, and keeps it so: whoever deactivates or erases them waits.</summary>
    public const string Held = "SELECT FROM students WHERE id = @student AND is_active FOR KEY SHARE";
}
