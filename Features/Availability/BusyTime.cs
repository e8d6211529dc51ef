namespace Engify.Features.Availability;

/// <summary>A time in which somebody cannot take another session.</summary>
/// <param name="Session">The session.</param>
/// <param name="BlockedUntil">When the TA's break after it is over; for a student, the session's end.</param>
/// <param name="IsScheduled">
/// Whether it is on the calendar and counts towards limits; a weekly group session to come need not be.
/// </param>
internal readonly record struct BusyTime(Period Session, DateTimeOffset BlockedUntil, bool IsScheduled = true);
