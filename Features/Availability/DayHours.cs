using FluentValidation;

namespace Engify.Features.Availability;

/// <summary>A period of a day, on the clocks of the TA.</summary>
/// <param name="Start">When it begins, such as <c>09:00</c>.</param>
/// <param name="End">When it ends, such as <c>17:00</c>; <c>24:00</c> is the midnight at the end of the day.</param>
public sealed record DayHours(string Start, string End)
{
    internal sealed class Validator : AbstractValidator<DayHours>
    {
        public Validator() => this.PeriodOfDay(hours => hours.Start, hours => hours.End);
    }

    internal static DayHours Example => new("10:00", "14:00");
}
