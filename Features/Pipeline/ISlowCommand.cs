using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>
/// A use case that changes something and does what takes long besides, such as hashing a password. No transaction is open
/// around its handler, so that nobody waits for what it holds: it does what takes long first, or in between, runs each of
/// its transactions by <see cref="Transactions"/>, and writes its entries of the audit log in them itself.
/// </summary>
public interface ISlowCommand<out TResponse> : IRequest<TResponse>;
