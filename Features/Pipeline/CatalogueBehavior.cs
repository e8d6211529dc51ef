using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>Answers a query about the catalogue from memory.</summary>
internal sealed class CatalogueBehavior<TRequest, TResponse>(CatalogueMemory memory)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICatalogueQuery<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request.IsRemembered ? await memory.GetAsync(request, () => next()) : await next();
}
