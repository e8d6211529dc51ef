using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>
/// Records every command that does something in that command's transaction, so there is an entry exactly when there is
/// an effect.
/// </summary>
internal sealed class AuditBehavior<TRequest, TResponse>(AuditLog log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        if (request.Audited(response) is { } on)
            log.Write(UseCase.Of<TRequest>(), on);
        return response;
    }
}
