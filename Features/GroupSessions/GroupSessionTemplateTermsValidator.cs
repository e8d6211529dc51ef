using Engify.Features.Products;
using Engify.Features.Tas;
using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.GroupSessions;

/// <summary>What can be told of terms by themselves.</summary>
internal abstract class GroupSessionTemplateTermsValidator<T> : AbstractValidator<T>
    where T : IHaveGroupSessionTemplateTerms
{
    protected GroupSessionTemplateTermsValidator()
    {
        RuleFor(request => request.Terms.DayOfWeek).InclusiveBetween(0, 6);
        RuleFor(request => request.Terms.EndTime)
            .Must((request, end) => end > request.Terms.StartTime || end == TimeOnly.MinValue)
            .WithMessage("'endTime' must be after 'startTime', or 00:00 for midnight.")
            .WithErrorCode(FaultCodes.OutOfOrder);
        RuleFor(request => request.Terms.TimeZone).NotEmpty().TimeZoneName();
        RuleFor(request => request.Terms.Capacity).InclusiveBetween(1, GroupSessionTemplate.MaxCapacity);
        RuleFor(request => request.Terms.PricePerStudent).GreaterThanOrEqualTo(0).LessThan(Product.EndOfPrices)
            .PrecisionScale(10, 2, ignoreTrailingZeros: true);
        RuleFor(request => request.Terms.StartsOn).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.Terms.EndsOn).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.Terms.Location).FreeText(Ta.MaxLineLength);
        RuleFor(request => request.Terms.MeetingUrl).HttpsAddress(Ta.MaxMeetingUrlLength);
    }
}
