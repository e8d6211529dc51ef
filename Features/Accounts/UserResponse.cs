namespace Engify.Features.Accounts;

/// <summary>Who is signed in.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Email">The email to sign in with.</param>
/// <param name="Name">The name.</param>
/// <param name="Role">What the caller may act as.</param>
/// <param name="StudentId">The student the account acts for, if any.</param>
/// <param name="TaId">The TA the account acts for, if any.</param>
public sealed record UserResponse(Guid Id, string Email, string Name, AccountRole Role, Guid? StudentId, Guid? TaId)
{
    public static UserResponse From(Account account) => new(
        account.Id, account.Email!, account.Name, account.Role, account.StudentId, account.TaId);

    internal static UserResponse Example => new(
        ExampleSchool.AccountId, ExampleSchool.Email, "Sam Student", AccountRole.Student, ExampleSchool.StudentId,
        null);
}
