using MediatR;

namespace Engify.Features.Availability.GetBookingRules;

internal sealed class GetBookingRulesHandler(EngifyDbContext db) : IRequestHandler<GetBookingRulesRequest, BookingTerms>
{
    public async Task<BookingTerms> Handle(GetBookingRulesRequest request, CancellationToken cancellationToken) =>
        BookingTerms.Default.With(await db.BookingRuleSets.OfInstitutionAsync(cancellationToken));
}
