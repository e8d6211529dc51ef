namespace Engify.Features.Availability.ChangeBookingRules;

public sealed record ChangeBookingRulesRequest(
    IfMatch IfMatch, int? NoticeMinutes, int? HorizonDays, int? StepMinutes, IReadOnlyList<int>? Durations,
    int? StudentMaxMinutesPerWeek, bool? RequiresHours)
    : ICommand<BookingTerms>, IBookingRules
{
    public AuditedObject? Audited(BookingTerms response) => new("booking_rules", null);
}
