using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Database;

/// <summary>
/// Runs work in one transaction and saves once. A broken constraint becomes the rule that it keeps. After a deadlock, a
/// serialization failure or a lost connection the work starts over, a few times; if the connection was lost while
/// committing, only for a command with an idempotency key, which tells whether it was done. A refusal rolls back,
/// unless it keeps its changes.
/// </summary>
internal sealed class Transactions(
    EngifyDbContext db, CommitGuard guard, ConstraintRules constraints, CatalogueMemory memory)
{
    /// <param name="work">
    /// The work, which may run more than once. It holds a pooled connection and locks that others may wait for, so
    /// nothing in it may be slow except the database.
    /// </param>
    /// <param name="cancellationToken">Not heeded once it commits.</param>
    public Task<T> RunAsync<T>(RequestHandlerDelegate<T> work, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            async _ =>
            {
                try
                {
                    return await AttemptAsync(work, cancellationToken);
                }
                catch (StartOverException)
                {
                    return await AttemptAsync(work, cancellationToken);
                }
            },
            cancellationToken);

    private async Task<T> AttemptAsync<T>(RequestHandlerDelegate<T> work, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        db.AskedFirst = null;
        db.ChangesCatalogue = false;
        // A save that fails ends the attempt, so a savepoint would cost a round trip for nothing.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work();
            // Only what is to be changed is tracked, and some of it may be saved already.
            var changesCatalogue = db.ChangesCatalogue || db.ChangeTracker.Entries().Any(entry =>
                CatalogueChanges.Tables.Contains(entry.Metadata.GetTableName(), StringComparer.Ordinal));
            await SaveAndCommitAsync(cancellationToken);
            // PostgreSQL tells every instance, but the caller may read from this one before that.
            if (changesCatalogue)
                memory.Forget();
            return result;
        }
        catch (Exception ended) when (ended is RuleViolationException { KeepsChanges: true } or AnsweredBeforeException)
        {
            await SaveAndCommitAsync(cancellationToken);
            throw;
        }
        catch (Exception exception) when (constraints.TryGetRule(exception, out var rule))
        {
            throw new RuleViolationException(rule, exception);
        }
        finally
        {
            db.LastRows.Clear();
        }
    }

    private async Task SaveAndCommitAsync(CancellationToken cancellationToken)
    {
        var changes = db.ChangeTracker.Entries().Count(entry => entry.State != EntityState.Unchanged);
        // Once it has begun, the commit is not cancelled with the request.
        cancellationToken.ThrowIfCancellationRequested();
        if (changes > CommitWithSave.MaxChanges)
        {
            await db.SaveChangesAsync(CancellationToken.None);
            changes = 0;
        }

        if (changes == 0)
        {
            await guard.RunAsync(db.SendLastRowsAsync);
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
