using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Idempotency;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engify.Features.Pipeline;

/// <summary>
/// Runs a command in one transaction and saves what it did, once. A broken constraint becomes the rule that it keeps; a
/// deadlock, a serialization failure or a lost connection starts the command over, a few times; where it was lost while
/// committing, only a command with an idempotency key, which tells whether it was done. A command sent by a command joins
/// its transaction. A refusal rolls back, but for one that keeps what was changed.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(
    EngifyDbContext db, CommitGuard guard)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null
            ? db.Database.CreateExecutionStrategy().ExecuteAsync(
                _ => AttemptAsync(next, cancellationToken), cancellationToken)
            : next();

    private async Task<TResponse> AttemptAsync(
        RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        // A save that fails ends the attempt: there is nothing to go back to, and a savepoint costs a round trip.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var response = await next();
            await SaveAndCommitAsync(transaction, cancellationToken);
            return response;
        }
        catch (Exception ended) when (ended is RuleViolationException { KeepsChanges: true } or AnsweredBeforeException)
        {
            await SaveAndCommitAsync(transaction, cancellationToken);
            throw;
        }
        catch (Exception exception) when (ConstraintRules.TryGetRule(exception, out var rule))
        {
            throw new RuleViolationException(rule, exception);
        }
    }

    private async Task SaveAndCommitAsync(IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        var changes = db.ChangeTracker.Entries().Count(entry => entry.State != EntityState.Unchanged);
        // Once begun, it is not given up for the request's sake.
        cancellationToken.ThrowIfCancellationRequested();
        if (changes is 0 or > CommitWithSave.MaxChanges)
        {
            await db.SaveChangesAsync(CancellationToken.None);
            await guard.RunAsync(async token =>
            {
                await transaction.CommitAsync(token);
                return true;
            });
            return;
        }

        db.CommitsWithSave = true;
        try
        {
            await guard.RunAsync(db.SaveChangesAsync);
        }
        finally
        {
            db.CommitsWithSave = false;
        }
    }
}
