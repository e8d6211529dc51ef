using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engify.Features.Database;

/// <summary>
/// Runs work in one transaction and saves what it did, once. A broken constraint becomes the rule that it keeps; a
/// deadlock, a serialization failure or a lost connection starts the work over, a few times; where it was lost while
/// committing, only that of a command with an idempotency key, which tells whether it was done. A refusal rolls back, but
/// for one that keeps what was changed.
/// </summary>
internal sealed class Transactions(EngifyDbContext db, CommitGuard guard, ConstraintRules constraints)
{
    /// <param name="work">
    /// May run more than once. It holds a connection of the pool, and others may wait for what it locks: nothing in it
    /// takes long but the database itself.
    /// </param>
    /// <param name="cancellationToken">Not heeded once it commits.</param>
    public Task<T> RunAsync<T>(RequestHandlerDelegate<T> work, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            _ => AttemptAsync(work, cancellationToken), cancellationToken);

    private async Task<T> AttemptAsync<T>(RequestHandlerDelegate<T> work, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        // A save that fails ends the attempt: there is nothing to go back to, and a savepoint costs a round trip.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work();
            await SaveAndCommitAsync(transaction, cancellationToken);
            return result;
        }
        catch (Exception ended) when (ended is RuleViolationException { KeepsChanges: true } or AnsweredBeforeException)
        {
            await SaveAndCommitAsync(transaction, cancellationToken);
            throw;
        }
        catch (Exception exception) when (constraints.TryGetRule(exception, out var rule))
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
