using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.AspNetCore.Identity;

namespace Engify.Features.Accounts;

/// <summary>
/// Somebody who can sign in: a student, a TA or an administrator. ASP.NET Core Identity looks after the password, the
/// normalised email and the stamps.
/// </summary>
public sealed class Account : IdentityUser<Guid>
{
    private Account()
    {
    }

    /// <summary>The longest email, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxEmailLength = EmailText.MaxLength;

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest password, in characters: hashing is slow on purpose.</summary>
    public const int MaxPasswordLength = 256;

    public string Name { get; private set; } = null!;

    public AccountRole Role { get; private set; }

    /// <summary>The student it acts for, when its role is <see cref="AccountRole.Student"/>.</summary>
    public Guid? StudentId { get; private set; }

    /// <summary>The TA it acts for, when its role is <see cref="AccountRole.Ta"/>.</summary>
    public Guid? TaId { get; private set; }

    /// <summary>Nobody signs in to an inactive account, and its sessions have ended.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>When somebody last signed in with its password; null if nobody has since this is recorded.</summary>
    public DateTimeOffset? LastSignedInAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What the student or the TA whom it acts for is called from now on, and signs in with.</summary>
    public void Rename(string name, string email)
    {
        Name = name.Composed();
        Email = UserName = email;
        NormalizedEmail = NormalizedUserName = EmailKey.Of(email);
    }

    public static Account Of(Student student, DateTimeOffset now) =>
        new(student.Email, student.Name, AccountRole.Student, now) { StudentId = student.Id };

    public static Account Of(Ta ta, DateTimeOffset now) =>
        new(ta.Email, ta.Name, AccountRole.Ta, now) { TaId = ta.Id };

    public static Account Admin(string email, string name, DateTimeOffset now) =>
        new(email, name, AccountRole.Admin, now);

    private Account(string email, string name, AccountRole role, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        UserName = email;
        Email = email;
        Name = name.Composed();
        Role = role;
        CreatedAt = now;
        // Students register themselves; an operator confirms the email of everybody else.
        EmailConfirmed = role != AccountRole.Student;
    }
}
