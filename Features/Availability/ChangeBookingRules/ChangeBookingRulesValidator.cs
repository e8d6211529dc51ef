namespace Engify.Features.Availability.ChangeBookingRules;

internal sealed class ChangeBookingRulesValidator : BookingRulesValidator<ChangeBookingRulesRequest>;
