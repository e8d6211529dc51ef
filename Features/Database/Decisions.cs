using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>Runs decisions, in the transaction of their command.</summary>
internal sealed class Decisions(EngifyDbContext db)
{
    /// <summary>
    /// How often a command waits without taking the locks before it queues for them: often enough for a crowd that
    /// wants the last few seats, of which one goes each time.
    /// </summary>
    private const int WaitsAtTheSide = 5;

    /// <summary>
    /// Carries out the decision, or throws the rule that refuses it. If the locks are taken, it waits and tries again.
    /// At first it does not queue for the locks: of a crowd that wants one hour, all but one would reach the front only
    /// to be refused.
    /// </summary>
    /// <exception cref="RuleViolationException">One of the decision's rules refuses.</exception>
    public async Task<T> DecideAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        for (var waits = 0; ; waits++)
        {
            var verdict = await TryAsync(decision, parameters, cancellationToken);
            if (verdict.Refused is { } rule)
                throw new RuleViolationException(rule);
            if (!verdict.IsBusy)
                return verdict.Done!;

            if (waits < WaitsAtTheSide)
                await db.WaitForAsync(Target(decision), Ids(decision, parameters), cancellationToken);
            else
                await LockAsync(decision, parameters, cancellationToken);
        }
    }

    /// <summary>
    /// Waits for all that the decision must hold, then decides. A refusal lets go of them again, so whoever tries one
    /// after the other holds only one at a time: two who did otherwise could wait for each other.
    /// </summary>
    public async Task<Verdict<T>> DecideInTurnAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        const string beforeTurn = "before_turn";
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(beforeTurn, cancellationToken);
        await db.LockAsync(Target(decision), Ids(decision, parameters), cancellationToken);
        var verdict = await TryAsync(decision, parameters, cancellationToken);
        while (verdict.IsBusy)
        {
            await LockRowsAsync(decision, parameters, cancellationToken);
            verdict = await TryAsync(decision, parameters, cancellationToken);
        }

        if (verdict.Refused is not null)
            await transaction.RollbackToSavepointAsync(beforeTurn, cancellationToken);
        return verdict;
    }

    /// <summary>Sends the statement once.</summary>
    public Task<Verdict<T>> TryAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        var keys = decision.Locks.Select(name => Typed.Number(
            Decision<T>.LockParameter(name), Locks.Key(Id(name, parameters) ?? Guid.Empty)));
        return db.ReadAsync(
            decision.Sql,
            // A parameter belongs to one command, and this statement may be sent again.
            parameters.Select(parameter => parameter.Clone()).Concat(keys),
            async (rows, token) =>
            {
                await rows.ReadAsync(token);
                return decision.Judge(rows);
            },
            cancellationToken);
    }

    private async Task LockAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await db.LockAsync(Target(decision), Ids(decision, parameters), cancellationToken);
        await LockRowsAsync(decision, parameters, cancellationToken);
    }

    private async Task LockRowsAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        foreach (var query in decision.Rows)
        {
            await db.WaitAsync(LockTarget.Row, () => db.Database.ExecuteSqlRawAsync(
                query, parameters.Select(parameter => parameter.Clone()), cancellationToken));
        }
    }

    /// <summary>As <see cref="LockTarget"/> calls them.</summary>
    private static string Target<T>(Decision<T> decision) => string.Join("_and_", decision.Locks);

    private static IReadOnlyList<Guid> Ids<T>(Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters) =>
        [.. decision.Locks.Select(name => Id(name, parameters)).OfType<Guid>()];

    private static Guid? Id(string name, IReadOnlyList<NpgsqlParameter> parameters) =>
        parameters.First(parameter => parameter.ParameterName == name).Value as Guid?;
}
