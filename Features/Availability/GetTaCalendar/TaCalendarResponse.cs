using Engify.Features.Bookings;
using Engify.Features.Closures;

namespace Engify.Features.Availability.GetTaCalendar;

/// <summary>Some days of a TA.</summary>
/// <param name="TimeZone">The IANA zone of the TA, whose dates these are.</param>
/// <param name="From">The first date.</param>
/// <param name="To">The last date.</param>
/// <param name="Open">When the TA can be booked, apart from what is booked already.</param>
/// <param name="Bookings">The sessions that are not cancelled.</param>
/// <param name="Absences">When the TA is away.</param>
/// <param name="Closures">When the institution is closed.</param>
public sealed record TaCalendarResponse(
    string TimeZone, DateOnly From, DateOnly To, IReadOnlyList<OpenPeriodResponse> Open,
    IReadOnlyList<BookingDetailsResponse> Bookings, IReadOnlyList<AbsenceResponse> Absences,
    IReadOnlyList<ClosureResponse> Closures)
{
    internal static TaCalendarResponse Example => new(
        "America/Toronto", new DateOnly(2026, 3, 14), new DateOnly(2026, 3, 20), [OpenPeriodResponse.Example],
        [BookingDetailsResponse.Example], [AbsenceResponse.Example], [ClosureResponse.Example]);
}

/// <summary>A period in which a TA can be booked.</summary>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends.</param>
public sealed record OpenPeriodResponse(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    internal static OpenPeriodResponse Example => new(ExampleSchool.Saturday, ExampleSchool.Saturday.AddHours(3));
}
