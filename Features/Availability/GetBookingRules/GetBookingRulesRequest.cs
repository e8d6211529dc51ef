namespace Engify.Features.Availability.GetBookingRules;

public sealed record GetBookingRulesRequest : IQuery<BookingTerms>;
