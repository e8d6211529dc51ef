using FluentValidation;

namespace Engify.Features.Tas.ChangeTaProfile;

internal sealed class ChangeTaProfileValidator : AbstractValidator<ChangeTaProfileRequest>
{
    public ChangeTaProfileValidator()
    {
        RuleFor(request => request.Degree).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.Bio).FreeText(Ta.MaxBioLength);
        RuleFor(request => request.Location).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.BreakMinutes).InclusiveBetween(0, Ta.MaxBreakMinutes);
        RuleFor(request => request.MeetingUrl).HttpsAddress(Ta.MaxMeetingUrlLength);
    }
}
