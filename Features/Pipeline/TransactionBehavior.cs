using Engify.Features.Domain;
using Engify.Features.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engify.Features.Pipeline;

/// <summary>
/// Runs a command in one transaction and saves what it did, once. A broken constraint becomes the rule that it keeps; a
/// deadlock or a serialization failure starts the command over, a few times. A command sent by a command joins its
/// transaction. A refusal rolls back, but for one that keeps what was changed.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(EngifyDbContext db)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null
            ? db.Database.CreateExecutionStrategy().ExecuteAsync(_ => AttemptAsync(next, cancellationToken), cancellationToken)
            : next();

    private async Task<TResponse> AttemptAsync(RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        // A save that fails ends the attempt: there is nothing to go back to, and a savepoint costs a round trip.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var response = await next();
            await db.SaveChangesAsync(cancellationToken);
            await CommitAsync(transaction);
            return response;
        }
        catch (RuleViolationException refusal) when (refusal.KeepsChanges)
        {
            await db.SaveChangesAsync(cancellationToken);
            await CommitAsync(transaction);
            throw;
        }
        catch (Exception exception) when (ConstraintRules.TryGetRule(exception, out var rule))
        {
            throw new RuleViolationException(rule, exception);
        }
    }

    private static async Task CommitAsync(IDbContextTransaction transaction)
    {
        try
        {
            // A client that goes away now must not leave us not knowing what we did.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException exception) when (exception.SqlState is null || !IsRollback(exception.SqlState))
        {
            throw new CommitOutcomeUnknownException(exception);
        }
    }

    // Classes 23 (integrity constraint violation) and 40 (transaction rollback): surely not committed.
    private static bool IsRollback(string sqlState) =>
        sqlState.StartsWith("23", StringComparison.Ordinal) || sqlState.StartsWith("40", StringComparison.Ordinal);
}
