using Engify.Features.Bookings;

namespace Engify.Features.Availability.CreateAbsence;

/// <summary>An absence that was made known.</summary>
/// <param name="Absence">The absence.</param>
/// <param name="Affected">The sessions of the TA at that time that are not over, by date.</param>
public sealed record CreatedAbsenceResponse(AbsenceResponse Absence, IReadOnlyList<BookingDetailsResponse> Affected)
{
    internal static CreatedAbsenceResponse Example => new(AbsenceResponse.Example, [BookingDetailsResponse.Example]);
}
