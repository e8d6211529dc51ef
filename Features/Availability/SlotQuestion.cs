namespace Engify.Features.Availability;

/// <summary>Whose slots somebody asks for.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="DurationMinutes">How long a session lasts; null for as long as usual.</param>
/// <param name="TaId">The TA; null for every TA of the course.</param>
/// <param name="StudentId">The student who would come; null for anybody.</param>
/// <param name="BookingId">The booking that is to be moved, which does not count.</param>
internal sealed record SlotQuestion(
    Guid CourseId, int? DurationMinutes, Guid? TaId, Guid? StudentId, Guid? BookingId);
