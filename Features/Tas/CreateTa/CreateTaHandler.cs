using MediatR;

namespace Engify.Features.Tas.CreateTa;

internal sealed class CreateTaHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<CreateTaRequest, TaDetailsResponse>
{
    public Task<TaDetailsResponse> Handle(CreateTaRequest request, CancellationToken cancellationToken)
    {
        var ta = new Ta(Guid.CreateVersion7(clock.Now()), "", "");
        ta.Change(request.Name.Tidied(), request.Email, request.Gpa, request.TimeZone.TidiedOrNull(), request.IsActive);
        ta.Introduce(
            request.Degree.TidiedOrNull(), request.Bio.TidiedOrNull(), request.Location.TidiedOrNull(),
            request.MeetingUrl.TidiedOrNull(), request.BreakMinutes);
        ta.Limit(request.MaxMinutesPerDay, request.MaxMinutesPerWeek);
        db.Add(ta);
        return Task.FromResult(TaDetailsResponse.From(ta, hasAccount: false));
    }
}
