using Engify.Features.Institution;
using Engify.Features.Tas;
using Engify.Features.Terms;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions;

/// <summary>Gives weekly group sessions their terms.</summary>
internal sealed class GroupSessionTemplateTermsGiver(EngifyDbContext db, IOptions<InstitutionOptions> institution)
{
    /// <returns>The TA who gives the sessions.</returns>
    /// <exception cref="ValidationException">The price cannot be paid, or it ends before it starts.</exception>
    public async Task<Ta> GiveAsync(
        GroupSessionTemplate template, GroupSessionTemplateTerms terms, CancellationToken cancellationToken)
    {
        institution.Value.MustBePayable("pricePerStudent", terms.PricePerStudent);
        // Who has left gives no sessions, but those that there were can still be ended.
        var ta = await db.Tas.SingleOrDefaultAsync(
            ta => ta.Id == terms.TaId && (ta.IsActive || !terms.IsActive), cancellationToken);
        TaRules.Exists.Check(ta is not null);
        TaRules.TeachesCourse.Check(
            !terms.IsActive || await db.CourseTas.AnyAsync(
                teaching => teaching.CourseId == template.CourseId && teaching.TaId == ta.Id, cancellationToken));
        var term = terms.TermId is { } termId
            ? await db.Terms.SingleOrDefaultAsync(term => term.Id == termId, cancellationToken)
            : null;
        TermRules.Exists.Check(terms.TermId is null || term is not null);

        var (startsOn, endsOn) = (terms.StartsOn ?? term?.StartsOn, terms.EndsOn ?? term?.EndsOn);
        if (endsOn < startsOn)
        {
            throw new ValidationException(
                [
                    new ValidationFailure("endsOn", "'endsOn' must not be before 'startsOn'.")
                    {
                        ErrorCode = FaultCodes.OutOfOrder,
                    },
                ]);
        }

        template.Change(terms, startsOn, endsOn);
        return ta;
    }
}
