using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>
/// Has this instance forget the catalogue as soon as its change is committed: whoever has made it may read it at once,
/// before PostgreSQL tells of it. It tells all the others.
/// </summary>
internal sealed class CatalogueChangeBehavior<TRequest, TResponse>(CatalogueMemory memory)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICatalogueCommand<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        memory.Forget();
        return response;
    }
}
