using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Idempotency;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Pipeline;

/// <summary>
/// Runs a command in one transaction and saves what it did, once. A broken constraint becomes the rule that it keeps; a
/// deadlock, a serialization failure or a lost connection starts the command over, a few times; where it was lost while
/// committing, only a command with an idempotency key, which tells whether it was done. A command sent by a command joins
/// its transaction. A refusal rolls back, but for one that keeps what was changed.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(
    EngifyDbContext db, IdempotencyContext idempotency, CommitGuard guard)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        db.Database.CurrentTransaction is null
            ? db.Database.CreateExecutionStrategy().ExecuteAsync(
                _ => AttemptAsync(request, next, cancellationToken), cancellationToken)
            : next();

    private async Task<TResponse> AttemptAsync(
        TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        // A save that fails ends the attempt: there is nothing to go back to, and a savepoint costs a round trip.
        db.Database.AutoSavepointsEnabled = false;
        // The answer to a key is saved with the effect.
        if (request is not IStatementCommand<TResponse> || idempotency.Key is not null)
            await db.EnsureTransactionAsync(cancellationToken);
        try
        {
            var response = await next();
            await SaveAndCommitAsync(cancellationToken);
            return response;
        }
        catch (RuleViolationException refusal) when (refusal.KeepsChanges)
        {
            await SaveAndCommitAsync(cancellationToken);
            throw;
        }
        catch (Exception exception) when (ConstraintRules.TryGetRule(exception, out var rule))
        {
            throw new RuleViolationException(rule, exception);
        }
        finally
        {
            if (db.Database.CurrentTransaction is { } transaction)
                await transaction.DisposeAsync();
        }
    }

    private async Task SaveAndCommitAsync(CancellationToken cancellationToken)
    {
        var changes = db.ChangeTracker.Entries().Count(entry => entry.State != EntityState.Unchanged);
        if (db.Database.CurrentTransaction is not { } transaction)
        {
            if (changes > 0)
                throw new InvalidOperationException($"{typeof(TRequest).Name} has changes to save, but no transaction.");
            return;
        }

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
