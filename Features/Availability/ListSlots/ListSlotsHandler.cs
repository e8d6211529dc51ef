using Engify.Features.Institution;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.Extensions.Options;

namespace Engify.Features.Availability.ListSlots;

internal sealed class ListSlotsHandler(
    SlotSearch search, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<ListSlotsRequest, SlotsResponse>
{
    private const int UsualDates = 14;

    public async Task<SlotsResponse> Handle(ListSlotsRequest request, CancellationToken cancellationToken)
    {
        var question = await search.AdmitAsync(
            new SlotQuestion(
                request.CourseId, request.DurationMinutes, request.TaId, request.StudentId, request.BookingId),
            cancellationToken);
        var first = request.From ?? LocalDay.DateOf(institution.Value.GetZone(), clock.GetUtcNow());
        var last = request.To ?? first.AddDays(UsualDates - 1);
        if (last < first || last.DayNumber - first.DayNumber >= SlotSearch.MaxDates)
        {
            throw new ValidationException(
                [
                    new ValidationFailure("to", ListSlotsValidator.WindowMessage) { ErrorCode = FaultCodes.OutOfRange },
                ]);
        }

        var list = await search.FindAsync(question, first, last, cancellationToken);
        return new SlotsResponse(
            list.Calendar.Institution.Zone.Id, (int)list.Duration.TotalMinutes, list.Days(first, last));
    }
}
