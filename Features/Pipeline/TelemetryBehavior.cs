using System.Diagnostics;
using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>
/// Makes a span for each use case and counts what it did after the commit. It is registered only if telemetry is on.
/// </summary>
internal sealed class TelemetryBehavior<TRequest, TResponse>(RequestMeter meter, IServiceProvider services)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly string Name = UseCase.Of<TRequest>();

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Telemetry.Activities.StartActivity(Name);
        try
        {
            var response = await next();
            if (request is ICommand<TResponse> command)
                command.Count(response, services);
            return response;
        }
        catch (AnsweredBeforeException)
        {
            meter.Replayed();
            throw;
        }
        catch (RuleViolationException refusal)
        {
            activity?.SetTag("error.type", refusal.Rule.Code);
            throw;
        }
        catch (Exception failure)
        {
            // The message may quote personal data.
            activity?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
