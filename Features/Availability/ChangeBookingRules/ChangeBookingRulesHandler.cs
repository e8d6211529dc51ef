using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.ChangeBookingRules;

internal sealed class ChangeBookingRulesHandler(EngifyDbContext db)
    : IRequestHandler<ChangeBookingRulesRequest, BookingTerms>
{
    public async Task<BookingTerms> Handle(ChangeBookingRulesRequest request, CancellationToken cancellationToken)
    {
        var rules = await db.BookingRuleSets.OfInstitutionForChangeAsync(cancellationToken);
        request.IfMatch.Check(BookingTerms.Default.With(rules));

        rules.Change(request);
        var terms = BookingTerms.Default.With(rules);
        terms.MustFit();
        // What a course says of one may not fit what it inherits of the other any more.
        foreach (var course in await db.BookingRuleSets.Where(own => own.CourseId != null)
            .ToListAsync(cancellationToken))
        {
            terms.With(course).MustFit();
        }

        return terms;
    }
}
