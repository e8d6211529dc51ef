using Engify.Features.Database;
using Microsoft.AspNetCore.Diagnostics;

namespace Engify.Api.Http;

/// <summary>
/// Records, before the answer starts, that a signed-in caller asked for something they may not do or see, whether the
/// route's policy or the use case refused it.
/// </summary>
internal sealed partial class AuditRefusals(
    RequestDelegate next, IServiceScopeFactory scopes, ILogger<AuditRefusals> logger)
{
    private const string IdSuffix = "Id";

    /// <summary>How long an answer waits for its entry; the request's own time limit does not apply here.</summary>
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
        // The request's own DbContext may hold the changes that were just refused.
        await using var scope = scopes.CreateAsyncScope();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await scope.ServiceProvider.GetRequiredService<AuditLog>()
                .WriteRefusalAsync(NameOf(context), ObjectOf(context), AccessRules.Allowed, patience.Token);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(exception.GetBaseException().Message, NameOf(context));
        }
    }

    // The exception handler moves the endpoint and the route values from the context to this feature.
    private static IExceptionHandlerFeature? Refused(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>();

    private static string NameOf(HttpContext context) =>
        (Refused(context)?.Endpoint ?? context.GetEndpoint())?.Metadata
            .GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method;

    /// <summary>The object that the route names first: the booking in <c>/bookings/{bookingId}/cancel</c>.</summary>
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
