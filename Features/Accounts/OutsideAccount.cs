namespace Engify.Features.Accounts;

/// <summary>The account of somebody who signs in with an outside issuer.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Role">The account's own role.</param>
/// <param name="StudentId">The student whom it acts for, if it is one's.</param>
/// <param name="TaId">The TA whom it acts for, if it is one's.</param>
public sealed record OutsideAccount(Guid Id, AccountRole Role, Guid? StudentId, Guid? TaId);
