using Npgsql;

namespace Engify.Features.Database;

/// <summary>Runs decisions, in the transaction of their command.</summary>
internal sealed class Decisions(EngifyDbContext db)
{
    /// <summary>
    /// How often we wait at the side, where others go on at the same time, before we wait in a row: often enough for a
    /// crowd that wants the last few seats, of which one goes each time.
    /// </summary>
    private const int WaitsAtTheSide = 5;

    /// <summary>
    /// Does it, or says by which rule not. Where somebody else is at it, waits and looks again. At first we do not wait in
    /// a row: of a crowd that wants one hour, all but one would come to the front only to be refused.
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

    /// <summary>Waits for all that the decision must hold, then decides.</summary>
    public async Task<Verdict<T>> DecideInTurnAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await LockAsync(decision, parameters, cancellationToken);
        return await TryAsync(decision, parameters, cancellationToken);
    }

    /// <summary>Sends the statement once.</summary>
    public Task<Verdict<T>> TryAsync<T>(
        Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        var keys = decision.Locks.Select(name => Typed.Number(
            Decision<T>.LockParameter(name), Locks.Key(Id(name, parameters) ?? Guid.Empty)));
        return db.ReadAsync(
            decision.Sql,
            // A parameter belongs to one command, and this one may be sent again.
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
        if (decision.LocksBooking)
            await db.LockBookingAsync(Id("booking", parameters)!.Value, cancellationToken);
    }

    /// <summary>As <see cref="LockTarget"/> calls them.</summary>
    private static string Target<T>(Decision<T> decision) => string.Join("_and_", decision.Locks);

    private static IReadOnlyList<Guid> Ids<T>(Decision<T> decision, IReadOnlyList<NpgsqlParameter> parameters) =>
        [.. decision.Locks.Select(name => Id(name, parameters)).OfType<Guid>()];

    private static Guid? Id(string name, IReadOnlyList<NpgsqlParameter> parameters) =>
        parameters.First(parameter => parameter.ParameterName == name).Value as Guid?;
}
