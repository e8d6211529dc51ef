using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Idempotency;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engify.Features.Pipeline;

/// <summary>
/// Runs a command in one transaction and saves what it did, once. A broken constraint becomes the rule that it keeps; a
/// deadlock, a serialization failure or a lost connection starts the command over, a few times; where it was lost while
/// committing, only a command with an idempotency key, which tells whether it was done. A command sent by a command joins
/// its transaction. A refusal rolls back, but for one that keeps what was changed.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(EngifyDbContext db, IdempotencyContext idempotency)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    private string? warning;

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
            await SaveAndCommitAsync(transaction, cancellationToken);
            return response;
        }
        catch (RuleViolationException refusal) when (refusal.KeepsChanges)
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
        if (changes is 0 or > CommitWithSave.MaxChanges)
        {
            await db.SaveChangesAsync(cancellationToken);
            await CommitAsync(transaction.CommitAsync);
            return;
        }

        db.CommitsWithSave = true;
        try
        {
            await CommitAsync(db.SaveChangesAsync);
        }
        finally
        {
            db.CommitsWithSave = false;
        }
    }

    private async Task CommitAsync(Func<CancellationToken, Task> commit)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        warning = null;
        connection.Notice += Heed;
        try
        {
            // A client that goes away now must not leave us not knowing what we did.
            await commit(CancellationToken.None);
        }
        catch (Exception exception) when (idempotency.Key is null && IsOutcomeUnknown(exception))
        {
            throw new CommitOutcomeUnknownException("The connection to the database was lost while committing.", exception);
        }
        finally
        {
            connection.Notice -= Heed;
        }

        if (warning is not null)
            throw new CommitOutcomeUnknownException(warning);
    }

    // When the wait for a synchronous standby is cancelled, COMMIT succeeds here, though a failover would lose it, and says
    // so by a warning.
    private void Heed(object sender, NpgsqlNoticeEventArgs args)
    {
        if (args.Notice.SqlState == PostgresErrorCodes.Warning)
            warning = args.Notice.MessageText;
    }

    // A statement that PostgreSQL refused, COMMIT among them, ends the transaction without effect; whatever else ends it
    // may have come just after its effect.
    private static bool IsOutcomeUnknown(Exception exception) =>
        (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) switch
        {
            PostgresException refused => refused.InvariantSeverity != "ERROR",
            { } lost => true,
            null => false,
        };
}
