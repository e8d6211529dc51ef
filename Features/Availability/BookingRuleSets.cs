using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability;

/// <summary>Finds the rules of booking.</summary>
internal static class BookingRuleSets
{
    /// <summary>What the institution says.</summary>
    public static Task<BookingRuleSet> OfInstitutionAsync(
        this DbSet<BookingRuleSet> rules, CancellationToken cancellationToken) =>
        rules.SingleAsync(own => own.CourseId == null, cancellationToken);

    /// <summary>
    /// The same, to be changed. Whoever changes any rules holds it, so that all of them fit together.
    /// </summary>
    public static Task<BookingRuleSet> OfInstitutionForChangeAsync(
        this DbSet<BookingRuleSet> rules, CancellationToken cancellationToken) =>
        rules
            .FromStatement(
                $"SELECT {Columns.Of<BookingRuleSet>()} FROM booking_rules WHERE course_id IS NULL FOR UPDATE")
            .AsTracking().SingleAsync(cancellationToken);

    /// <exception cref="RuleViolationException">The notice is not shorter than the horizon.</exception>
    public static void MustFit(this BookingTerms terms) =>
        AvailabilityRules.NoticeWithinHorizon.Check(
            terms.NoticeMinutes < (long)terms.HorizonDays * TaHours.MinutesOfDay);
}
