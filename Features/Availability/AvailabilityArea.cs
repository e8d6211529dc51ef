using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Availability;

/// <summary>When TAs can be booked.</summary>
internal sealed class AvailabilityArea : Area
{
    public override string Description => "When TAs can be booked: hours, absences, and the rules of booking.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [TaHoursTable.Overlap] = AvailabilityRules.HoursApart,
        [TaDayOverrideTable.Overlap] = AvailabilityRules.HoursApart,
        [BookingRuleSetTable.NoticeWithinHorizon] = AvailabilityRules.NoticeWithinHorizon,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["absenceId"] = AbsenceResponse.Example.Id,
        ["from"] = new DateOnly(2026, 3, 14),
        ["to"] = new DateOnly(2026, 3, 20),
        ["date"] = new DateOnly(2026, 3, 14),
    };

    public override void Register(IServiceCollection services)
    {
        services.AddScoped<TaClocks>();
        services.AddScoped<Calendars>();
        services.AddScoped<BusyTimes>();
        services.AddScoped<SlotSearch>();
    }
}
