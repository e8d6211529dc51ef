using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.GroupSessions.ScheduleGroupSessions;

/// <summary>Keeps the calendar filled: at start and every day.</summary>
internal sealed partial class GroupSessionScheduler(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<GroupSessionScheduler> logger)
    : RecurringWork(scopes, clock, logger)
{
    private readonly IServiceScopeFactory scopes = scopes;
    private readonly ILogger<GroupSessionScheduler> logger = logger;

    protected override TimeSpan Interval => TimeSpan.FromDays(1);

    protected override bool IsShared => true;

    protected override Task DoAsync(CancellationToken cancellationToken) => ScheduleAllAsync(cancellationToken);

    /// <summary>Schedules missing sessions. A template that fails does not stop the others.</summary>
    /// <returns>How many sessions were scheduled.</returns>
    internal async Task<int> ScheduleAllAsync(CancellationToken cancellationToken)
    {
        var created = 0;
        foreach (var templateId in await ListTemplatesAsync(cancellationToken))
        {
            try
            {
                created += await ScheduleAsync(templateId, cancellationToken);
            }
            catch (Exception exception)
                when (exception is not OperationCanceledException && !DatabaseFailure.IsUnavailable(exception))
            {
                LogTemplateFailed(exception, templateId);
            }
        }

        LogScheduled(created);
        return created;
    }

    private async Task<List<Guid>> ListTemplatesAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EngifyDbContext>().GroupSessionTemplates
            .Where(template => template.IsActive)
            .OrderBy(template => template.Id)
            .Select(template => template.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<int> ScheduleAsync(Guid templateId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var response = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new ScheduleGroupSessionsRequest(templateId), cancellationToken);
        foreach (var occurrence in response.LeftOut)
            LogLeftOut(templateId, occurrence.Start, occurrence.End);
        return response.Created;
    }

    [LoggerMessage(LogLevel.Information, "Scheduled {Created} group sessions")]
    private partial void LogScheduled(int created);

    [LoggerMessage(LogLevel.Warning,
        "Left out the group session of template {TemplateId} from {StartsAt:u} to {EndsAt:u}: its TA is booked then")]
    private partial void LogLeftOut(Guid templateId, DateTimeOffset startsAt, DateTimeOffset endsAt);

    [LoggerMessage(LogLevel.Error, "Could not schedule the group sessions of template {TemplateId}")]
    private partial void LogTemplateFailed(Exception exception, Guid templateId);
}
