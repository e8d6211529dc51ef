namespace Engify.Features.Accounts;

/// <summary>An account, as administrators see it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Email">The email to sign in with.</param>
/// <param name="Name">The name.</param>
/// <param name="Role">What the account may act as.</param>
/// <param name="IsActive">Whether one can sign in to it.</param>
/// <param name="LastSignedInAt">
/// When somebody last signed in with its password; null if nobody has since this is kept.
/// </param>
/// <param name="StudentId">The student whom it acts for, if it is one's.</param>
/// <param name="TaId">The TA whom it acts for, if it is one's.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record AccountResponse(
    Guid Id, string Email, string Name, AccountRole Role, bool IsActive, DateTimeOffset? LastSignedInAt,
    Guid? StudentId, Guid? TaId, DateTimeOffset CreatedAt)
{
    public static AccountResponse From(Account account) => new(
        account.Id, account.Email!, account.Name, account.Role, account.IsActive, account.LastSignedInAt,
        account.StudentId, account.TaId, account.CreatedAt);

    internal static AccountResponse Example => new(
        ExampleSchool.AccountId, ExampleSchool.Email, "Sam Student", AccountRole.Student, true, ExampleSchool.Saturday,
        ExampleSchool.StudentId, null, ExampleSchool.Now);
}
