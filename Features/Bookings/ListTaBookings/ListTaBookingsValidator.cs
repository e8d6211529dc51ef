using FluentValidation;

namespace Engify.Features.Bookings.ListTaBookings;

internal sealed class ListTaBookingsValidator : AbstractValidator<ListTaBookingsRequest>
{
    public ListTaBookingsValidator() => RuleFor(request => request.Filter.Limit).PageLimit();
}
