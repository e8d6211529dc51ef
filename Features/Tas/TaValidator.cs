using FluentValidation;

namespace Engify.Features.Tas;

internal abstract class TaValidator<T> : AbstractValidator<T>
    where T : ITaDetails
{
    protected TaValidator()
    {
        RuleFor(ta => ta.Name).RequiredText(Ta.MaxNameLength);
        RuleFor(ta => ta.Email).NotEmpty().Email();
        RuleFor(ta => ta.Gpa).InclusiveBetween(0, Ta.MaxGpa).PrecisionScale(3, 2, ignoreTrailingZeros: true);
        RuleFor(ta => ta.TimeZone).TimeZoneName();
        RuleFor(ta => ta.Degree).FreeText(Ta.MaxLineLength);
        RuleFor(ta => ta.Bio).FreeText(Ta.MaxBioLength);
        RuleFor(ta => ta.Location).FreeText(Ta.MaxLineLength);
        RuleFor(ta => ta.BreakMinutes).InclusiveBetween(0, Ta.MaxBreakMinutes);
        RuleFor(ta => ta.MaxMinutesPerDay).GreaterThan(0);
        RuleFor(ta => ta.MaxMinutesPerWeek).GreaterThan(0);
        RuleFor(ta => ta.MeetingUrl).HttpsAddress(Ta.MaxMeetingUrlLength);
    }
}
