using Engify.Features.Accounts;
using FluentValidation;

namespace Engify.Features.Tas.ChangeTa;

internal sealed class ChangeTaValidator : AbstractValidator<ChangeTaRequest>
{
    public ChangeTaValidator()
    {
        RuleFor(request => request.Name).RequiredText(Ta.MaxNameLength);
        RuleFor(request => request.Email).NotEmpty().Email();
        RuleFor(request => request.Gpa).InclusiveBetween(0, Ta.MaxGpa).PrecisionScale(3, 2, ignoreTrailingZeros: true);
        RuleFor(request => request.TimeZone).TimeZoneName();
        RuleFor(request => request.Degree).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.Bio).FreeText(Ta.MaxBioLength);
        RuleFor(request => request.Location).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.MeetingUrl).HttpsAddress(Ta.MaxMeetingUrlLength);
    }
}
