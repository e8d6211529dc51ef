using Engify.Features.Tas;
using FluentValidation;

namespace Engify.Features.Bookings.ChangePlace;

internal sealed class ChangePlaceValidator : AbstractValidator<ChangePlaceRequest>
{
    public ChangePlaceValidator()
    {
        RuleFor(request => request.Location).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.MeetingUrl).HttpsAddress(Ta.MaxMeetingUrlLength);
    }
}
