using Engify.Features.Database;
using Microsoft.AspNetCore.Diagnostics;

namespace Engify.Api.Http;

/// <summary>
/// Writes down, before it is answered, that somebody who is signed in asked for what they may not. It makes no difference
/// whether the route's policy refused it or the use case.
/// </summary>
internal sealed partial class AuditRefusals(
    RequestDelegate next, IServiceScopeFactory scopes, ILogger<AuditRefusals> logger)
{
    private const string IdSuffix = "Id";

    /// <summary>How long an answer waits for its entry: the time limit of the request does not count here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() => context.Response.StatusCode == StatusCodes.Status403Forbidden
            ? WriteAsync(context)
            : Task.CompletedTask);
        return next(context);
    }

    private async Task WriteAsync(HttpContext context)
    {
        // The request's own DbContext may hold what was just refused.
        await using var scope = scopes.CreateAsyncScope();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            scope.ServiceProvider.GetRequiredService<AuditLog>()
                .Write(NameOf(context), ObjectOf(context), AccessRules.Allowed);
            await scope.ServiceProvider.GetRequiredService<EngifyDbContext>().SaveChangesAsync(patience.Token);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(exception.GetBaseException().Message, NameOf(context));
        }
    }

    // The exception handler takes the endpoint and its values out of the context and keeps them here.
    private static IExceptionHandlerFeature? Refused(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>();

    private static string NameOf(HttpContext context) =>
        (Refused(context)?.Endpoint ?? context.GetEndpoint())?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method;

    /// <summary>What the route names first: of <c>/bookings/{bookingId}/cancel</c> the booking.</summary>
    private static AuditedObject? ObjectOf(HttpContext context)
    {
        var values = Refused(context)?.RouteValues ?? context.Request.RouteValues;
        var named = values.FirstOrDefault(value => value.Key.EndsWith(IdSuffix, StringComparison.Ordinal));
        return Guid.TryParse(named.Value as string, out var id)
            ? new AuditedObject(named.Key[..^IdSuffix.Length], id)
            : null;
    }

    [LoggerMessage(LogLevel.Error, "Could not write down that {Action} was not allowed: {Reason}")]
    private partial void LogFailed(string reason, string action);
}
