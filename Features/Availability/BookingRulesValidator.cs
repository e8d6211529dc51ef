using Engify.Features.Bookings;
using FluentValidation;

namespace Engify.Features.Availability;

internal abstract class BookingRulesValidator<T> : AbstractValidator<T>
    where T : IBookingRules
{
    protected BookingRulesValidator()
    {
        RuleFor(rules => rules.NoticeMinutes).GreaterThanOrEqualTo(0);
        RuleFor(rules => rules.HorizonDays).InclusiveBetween(1, BookingRuleSet.MaxHorizonDays);
        RuleFor(rules => rules.StepMinutes).InclusiveBetween(1, TaHours.MinutesOfDay);
        RuleFor(rules => rules.Durations)
            .Must(durations => durations is null or { Count: > 0 and <= BookingRuleSet.MaxDurations })
            .WithMessage($"'{{PropertyName}}' must be 1 to {BookingRuleSet.MaxDurations} durations.")
            .WithErrorCode(FaultCodes.OutOfRange);
        RuleForEach(rules => rules.Durations)
            .InclusiveBetween(Booking.MinDurationMinutes, Booking.MaxDurationMinutes);
        RuleFor(rules => rules.StudentMaxMinutesPerWeek).GreaterThan(0);
    }
}
