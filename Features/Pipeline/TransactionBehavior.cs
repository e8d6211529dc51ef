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

    private async Task CommitAsync(IDbContextTransaction transaction)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        connection.Notice += Heed;
        try
        {
            // A client that goes away now must not leave us not knowing what we did.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (NpgsqlException exception) when (exception.SqlState is null || !IsRollback(exception.SqlState))
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

    // Classes 23 (integrity constraint violation) and 40 (transaction rollback): surely not committed.
    private static bool IsRollback(string sqlState) =>
        sqlState.StartsWith("23", StringComparison.Ordinal) || sqlState.StartsWith("40", StringComparison.Ordinal);
}
