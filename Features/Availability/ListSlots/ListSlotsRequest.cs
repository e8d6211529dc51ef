namespace Engify.Features.Availability.ListSlots;

/// <param name="CourseId">The course.</param>
/// <param name="From">The first date; null for today.</param>
/// <param name="To">The last date; null for the 13th after the first.</param>
/// <param name="DurationMinutes">How long the session lasts; null for as long as usual.</param>
/// <param name="TaId">The TA; null for every TA.</param>
/// <param name="StudentId">The student who would come; null for anybody.</param>
/// <param name="BookingId">The booking that is to be moved, if one is.</param>
public sealed record ListSlotsRequest(
    Guid CourseId, DateOnly? From, DateOnly? To, int? DurationMinutes, Guid? TaId, Guid? StudentId, Guid? BookingId)
    : IQuery<SlotsResponse>;
