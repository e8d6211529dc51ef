using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;

namespace Engify.Features.Availability;

/// <summary>Times of day from 00:00 to 24:00, which is the midnight at the end of the day, as minutes.</summary>
internal static partial class TimesOfDay
{
    /// <summary>The minutes since midnight of a time that was found valid.</summary>
    public static int MinutesOf(string time) =>
        (int.Parse(time.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60)
        + int.Parse(time.AsSpan(3, 2), CultureInfo.InvariantCulture);

    /// <summary>Such as <c>09:00</c>.</summary>
    public static string Of(int minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>Both are times of day, and the first is the earlier.</summary>
    public static void PeriodOfDay<T>(
        this AbstractValidator<T> rules, System.Linq.Expressions.Expression<Func<T, string>> start,
        System.Linq.Expressions.Expression<Func<T, string>> end)
    {
        var (first, last) = (start.Compile(), end.Compile());
        rules.RuleFor(start).Must(IsTime).WithMessage("'{PropertyName}' must be a time, such as 09:00.");
        rules.RuleFor(end).Must(IsTime).WithMessage("'{PropertyName}' must be a time, such as 17:00 or 24:00.");
        rules.RuleFor(end).Must((period, time) => MinutesOf(first(period)) < MinutesOf(last(period)))
            .When(period => IsTime(first(period)) && IsTime(last(period)))
            .WithMessage("'{PropertyName}' must be after the start.")
            .WithErrorCode(FaultCodes.OutOfOrder);
    }

    private static bool IsTime(string? time) => time is not null && Time().IsMatch(time);

    [GeneratedRegex(@"\A(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)\z")]
    private static partial Regex Time();
}
