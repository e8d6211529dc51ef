using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Availability;

internal abstract class WeeklyHoursValidator<T> : AbstractValidator<T>
    where T : IWeeklyHours
{
    protected WeeklyHoursValidator()
    {
        RuleFor(hours => hours.DayOfWeek).InclusiveBetween(0, 6);
        this.PeriodOfDay(hours => hours.Start, hours => hours.End);
        RuleFor(hours => hours.From).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(hours => hours.To).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(hours => hours.To).GreaterThanOrEqualTo(hours => hours.From)
            .When(hours => hours.From is not null && hours.To is not null)
            .WithMessage("'to' must not be before 'from'.");
    }
}
