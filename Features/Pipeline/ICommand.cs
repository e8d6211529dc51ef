using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>A use case that changes something: it runs in one transaction, and the audit log says so.</summary>
public interface ICommand<TResponse> : IRequest<TResponse>
{
    /// <summary>What it was done to, for the audit log; null where there was nothing to do.</summary>
    AuditedObject? Audited(TResponse response);

    /// <summary>Counts what was done, for the metrics; many commands do nothing that is worth it.</summary>
    void Count(TResponse response, EngifyMeter meter)
    {
    }
}
