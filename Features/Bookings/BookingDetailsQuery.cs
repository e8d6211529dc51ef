using Engify.Features.Tas;

namespace Engify.Features.Bookings;

internal static class BookingDetailsQuery
{
    /// <summary>
    /// The bookings with their course and TA and, where the caller may know, their students and the TA's grade-point
    /// average.
    /// </summary>
    public static IQueryable<BookingDetailsResponse> ToDetails(
        this IQueryable<Booking> bookings, bool withStudents, bool withGpa, TextProtection protection) =>
        withStudents
            ? bookings.Select(booking => BookingDetailsResponse.From(
                booking, protection.Reveal(booking.Topic), protection.Reveal(booking.CancellationReason),
                booking.Course, TaResponse.From(booking.Ta, withGpa),
                booking.Students.Select(place => place.Student)
                    .OrderBy(student => student.Name).ThenBy(student => student.Id).ToList()))
            : bookings.Select(booking => BookingDetailsResponse.From(
                booking, protection.Reveal(booking.Topic), protection.Reveal(booking.CancellationReason),
                booking.Course, TaResponse.From(booking.Ta, withGpa), null));
}
