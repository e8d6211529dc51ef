using Engify.Features.Persistence;
using Engify.Features.Pipeline.Idempotency;
using MediatR;

namespace Engify.Features.Pipeline;

/// <summary>Runs a command in one transaction. A command sent by a command joins its transaction.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(
    EngifyDbContext db, IdempotencyContext idempotency, Transactions transactions)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null
            // The answer to a key is saved with the effect.
            ? transactions.RunAsync(
                next,
                begins: request is not IStatementCommand<TResponse> || idempotency.Key is not null,
                cancellationToken)
            : next();
}
