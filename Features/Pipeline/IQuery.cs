using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>A use case that only looks: no transaction, no tracking.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;
