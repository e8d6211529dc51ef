using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>A use case that only reads: no transaction, no tracking.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;
