using FluentValidation;
using FluentValidation.Results;

namespace Engify.Features.Accounts.Register;

internal sealed class RegisterValidator : AbstractValidator<RegisterRequest>
{
    public RegisterValidator()
    {
        RuleFor(request => request.Email).Email();
        RuleFor(request => request.Password).NotEmpty().MaxCharacters(Account.MaxPasswordLength).Password();
        RuleFor(request => request.Name).NotEmpty().FreeText(Account.MaxNameLength);
        RuleFor(request => request.Others).Custom((others, context) =>
        {
            foreach (var (member, value) in others ?? [])
            {
                if (OtherAccounts.IsAskedForBy(member, value))
                {
                    context.AddFailure(
                        new ValidationFailure(
                            member, "Only students register; an operator makes the other accounts.")
                        {
                            ErrorCode = FaultCodes.NotExpected,
                        });
                }
            }
        });
    }
}
