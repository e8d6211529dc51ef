using FluentValidation;

namespace Engify.Features.Bookings.ListStudentBookings;

internal sealed class ListStudentBookingsValidator : AbstractValidator<ListStudentBookingsRequest>
{
    public ListStudentBookingsValidator() => RuleFor(request => request.Filter.Limit).PageLimit();
}
