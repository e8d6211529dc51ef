using Engify.Features.Domain;

namespace Engify.Features.Bookings.CreateIndividualBooking;

/// <summary>What the rules of a booking need to know of a student who exists, read in one go.</summary>
/// <param name="IsHeld">Whether nobody else can book the TA or the student until we are done.</param>
/// <param name="CourseExists">Whether there is such a course, and active.</param>
/// <param name="TaId">The TA whom these facts are about.</param>
/// <param name="TaExists">Whether there is such a TA, and active.</param>
/// <param name="TaTeachesCourse">Whether the TA teaches the course.</param>
/// <param name="TaIsBusy">Whether the TA has something else in the period.</param>
/// <param name="StudentIsBusy">Whether the student has something else in the period.</param>
/// <param name="Price">What a single session costs, if the course sells them.</param>
/// <param name="Bundle">The student's bundle that the request names, if there is such a one.</param>
internal sealed record BookingFacts(
    bool IsHeld, bool CourseExists, Guid? TaId, bool TaExists, bool TaTeachesCourse, bool TaIsBusy, bool StudentIsBusy,
    decimal? Price, BundlePurchase? Bundle);
