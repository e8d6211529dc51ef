namespace Engify.Features.Availability.ExplainSlot;

/// <param name="CourseId">The course.</param>
/// <param name="Date">When the session would start.</param>
/// <param name="DurationMinutes">How long it lasts; null for as long as usual.</param>
/// <param name="TaId">The TA; null for any TA.</param>
/// <param name="StudentId">The student who would come; null for anybody.</param>
/// <param name="BookingId">The booking that is to be moved, if one is.</param>
public sealed record ExplainSlotRequest(
    Guid CourseId, DateTimeOffset Date, int? DurationMinutes, Guid? TaId, Guid? StudentId, Guid? BookingId)
    : IQuery<SlotExplanationResponse>;
