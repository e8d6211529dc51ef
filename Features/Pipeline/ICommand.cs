using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>A use case that changes something: it runs in one transaction, and the audit log says so.</summary>
/// <remarks>
/// A use case that changes something and does what takes long besides, such as hashing a password, is a bare <see
/// cref="IRequest{TResponse}"/>: nobody must wait for what an open transaction holds. Its handler runs each of its
/// transactions by <see cref="Transactions"/> and writes its entries of the audit log itself.
/// </remarks>
public interface ICommand<TResponse> : IRequest<TResponse>
{
    /// <summary>The object for the audit log; null if there was nothing to do.</summary>
    AuditedObject? Audited(TResponse response);

    /// <summary>Counts what was done, once it is committed; many commands do nothing that is worth it.</summary>
    /// <param name="response">What it answers.</param>
    /// <param name="meters">Has the meter of the command's area.</param>
    void Count(TResponse response, IServiceProvider meters)
    {
    }
}
