using MediatR;

namespace Engify.Features.Availability.ExplainSlot;

internal sealed class ExplainSlotHandler(SlotSearch search)
    : IRequestHandler<ExplainSlotRequest, SlotExplanationResponse>
{
    public async Task<SlotExplanationResponse> Handle(ExplainSlotRequest request, CancellationToken cancellationToken)
    {
        var question = await search.AdmitAsync(
            new SlotQuestion(
                request.CourseId, request.DurationMinutes, request.TaId, request.StudentId, request.BookingId),
            cancellationToken);
        var list = await search.FindAsync(question, request.Date, cancellationToken);
        var reasons = list.ReasonsAgainst(request.Date);
        return new SlotExplanationResponse(
            reasons.Count == 0,
            [
                .. reasons.Select(reason => new SlotReasonResponse(
                    reason.TaId, reason.Rule.Code, reason.Rule.Message,
                    reason.Rule == SlotRules.IsEarlyEnough
                        ? Attempt.EarliestStart(list.Calendar.Rules, list.Now)
                        : null)),
            ],
            await search.FindNearestAsync(question, request.Date, cancellationToken));
    }
}
