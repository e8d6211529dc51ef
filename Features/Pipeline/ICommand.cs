using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>A use case that changes something: it runs in one transaction.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;
