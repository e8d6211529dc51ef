using Engify.Features.Bookings;
using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Availability.ListSlots;

internal sealed class ListSlotsValidator : AbstractValidator<ListSlotsRequest>
{
    /// <summary>Where the window begins may depend on today, so the handler checks where it ends.</summary>
    public static readonly string WindowMessage =
        $"'to' must be the first date or one of the {SlotSearch.MaxDates - 1} after it.";

    public ListSlotsValidator()
    {
        RuleFor(request => request.DurationMinutes)
            .InclusiveBetween(Booking.MinDurationMinutes, Booking.MaxDurationMinutes);
        RuleFor(request => request.From)
            .Must(date => date is null || (date >= Term.FirstDay && date < Term.EndOfDays))
            .WithMessage($"'{{PropertyName}}' must be from {Term.FirstDay.Year} on and before the year "
                + $"{Term.EndOfDays.Year}.")
            .WithErrorCode(FaultCodes.OutOfRange);
    }
}
