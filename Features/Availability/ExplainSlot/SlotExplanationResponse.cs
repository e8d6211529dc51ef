namespace Engify.Features.Availability.ExplainSlot;

/// <summary>Whether a session can be booked at a time.</summary>
/// <param name="Bookable">Whether it can.</param>
/// <param name="Reasons">If not, every rule that stands in the way, in the order in which booking asks them.</param>
/// <param name="Nearest">The slots that are nearest to that time, the nearest first; at most three.</param>
public sealed record SlotExplanationResponse(
    bool Bookable, IReadOnlyList<SlotReasonResponse> Reasons, IReadOnlyList<SlotResponse> Nearest)
{
    internal static SlotExplanationResponse Example => new(
        false, [SlotReasonResponse.Example], [SlotResponse.Example]);
}

/// <summary>A rule that stands in the way.</summary>
/// <param name="TaId">The TA whom it concerns; null if it concerns everybody.</param>
/// <param name="Code">Its code.</param>
/// <param name="Message">What it says, for people.</param>
/// <param name="Earliest">With <c>too_soon</c>: the first start that can still be booked.</param>
public sealed record SlotReasonResponse(Guid? TaId, string Code, string Message, DateTimeOffset? Earliest)
{
    internal static SlotReasonResponse Example => new(
        ExampleSchool.TaId, SlotRules.IsWithinHours.Code, SlotRules.IsWithinHours.Message, null);
}
