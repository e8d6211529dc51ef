using FluentValidation;

namespace Engify.Features.Bookings.ListBookings;

internal sealed class ListBookingsValidator : AbstractValidator<ListBookingsRequest>
{
    private const int MaxSearchLength = 100;

    public ListBookingsValidator()
    {
        RuleFor(request => request.Q).FreeText(MaxSearchLength);
        RuleFor(request => request.Filter.Limit).PageLimit();
    }
}
