using System.Text.Json.Serialization;
using Engify.Features.Availability;

namespace Engify.Features.Bookings.CreateIndividualBooking;

/// <summary>What a refusal tells besides if it is about the time.</summary>
/// <param name="Nearest">The slots that are nearest to that time, the nearest first; at most three.</param>
/// <param name="Earliest">With <c>too_soon</c>: the first start that can still be booked.</param>
public sealed record RefusedBookingResponse(
    IReadOnlyList<SlotResponse> Nearest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Earliest);
