using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>Runs a command in one transaction. A command sent by another command joins that transaction.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(EngifyDbContext db, Transactions transactions)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null ? transactions.RunAsync(next, cancellationToken) : next();
}
