using Engify.Features.Institution;
using Engify.Features.Terms;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Products;

/// <summary>Gives products their terms.</summary>
internal sealed class ProductTermsGiver(EngifyDbContext db, IOptions<InstitutionOptions> institution)
{
    /// <exception cref="ValidationException">The price cannot be paid, or the validity is none.</exception>
    public async Task GiveAsync(Product product, ProductTerms terms, CancellationToken cancellationToken)
    {
        MustBePayable(terms);
        var term = terms.TermId is { } termId
            ? await db.Terms.SingleOrDefaultAsync(term => term.Id == termId, cancellationToken)
            : null;
        TermRules.Exists.Check(terms.TermId is null || term is not null);

        product.Change(
            terms.ProductType, terms.Name.Tidied(), terms.Description.TidiedOrNull(), terms.BasePrice,
            terms.IncludedSessions, ValidityOf(terms, term), term?.Id, terms.IsActive);
    }

    /// <exception cref="ValidationException">The price cannot be paid.</exception>
    public void MustBePayable(ProductTerms terms) =>
        institution.Value.MustBePayable("basePrice", terms.BasePrice);

    /// <summary>When it pays for sessions, if it is a bundle: what is left out is that of the term.</summary>
    /// <exception cref="ValidationException">The validity is none.</exception>
    public Period? ValidityOf(ProductTerms terms, Term? term)
    {
        if (!Product.IsOfBundles(terms.ProductType))
            return null;

        var zone = institution.Value.GetZone();
        var from = terms.ValidFrom?.ToMicroseconds() ?? Midnight(term?.StartsOn);
        var to = terms.ValidTo?.ToMicroseconds() ?? Midnight(term?.EndsOn.AddDays(1));
        return from is not { } start ? throw Invalid(FaultCodes.Required, "validFrom", "'validFrom' must not be empty.")
            : to is not { } end ? throw Invalid(FaultCodes.Required, "validTo", "'validTo' must not be empty.")
            : end <= start ? throw Invalid(FaultCodes.OutOfOrder, "validTo", "'validTo' must be after 'validFrom'.")
            : new Period(start, end);

        DateTimeOffset? Midnight(DateOnly? day) =>
            day is { } date ? zone.ToInstant(date.ToDateTime(TimeOnly.MinValue)).ToUniversalTime() : null;
    }

    private static ValidationException Invalid(string code, string member, string message) =>
        new([new ValidationFailure(member, message) { ErrorCode = code }]);
}
