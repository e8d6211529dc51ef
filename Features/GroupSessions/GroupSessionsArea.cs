using Engify.Features.Bookings;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.GroupSessions;

/// <summary>Weekly sessions for many.</summary>
internal sealed class GroupSessionsArea : Area
{
    public override string Description => "Weekly sessions with a fixed number of seats.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [BookingTable.Seats] = GroupSessionRules.HasSeat,
        [BookingStudentTable.PrimaryKey] = GroupSessionRules.NotYetJoined,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["templateId"] = ExampleSchool.TemplateId,
    };

    public override void Register(IServiceCollection services)
    {
        services.AddSettings<GroupSessionOptions>(GroupSessionOptions.Section);
        services.AddSingleton<GroupSessionMeter>();
        services.AddScoped<UpcomingGroupSessions>();
        services.AddScoped<WeeklySessions>();
        services.AddScoped<GroupSessionTemplateTermsGiver>();
        services.AddSingleton<GroupSessionScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupSessionScheduler>());
    }
}
