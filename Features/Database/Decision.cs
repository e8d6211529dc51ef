using System.Data.Common;

namespace Engify.Features.Database;

/// <summary>
/// A contended command as one SQL statement: it tries every rule in order of precedence, acts only if none refuses, and
/// says which one refused. <see cref="Decisions"/> runs it.
/// </summary>
/// <remarks>
/// CASE tries the conditions in the order in which they are written; in WHERE, PostgreSQL may evaluate them in any
/// order. The statement sees the database as it was when it started, so if another command commits before the locks are
/// held, a constraint refuses this one.
/// </remarks>
/// <typeparam name="T">What the command answers with.</typeparam>
internal sealed class Decision<T>
{
    private const string Busy = "busy";

    private readonly List<string> reads = [];
    private readonly List<string> conditions = [];
    private readonly List<Rule> rules = [];
    private readonly List<string> locks = [];
    private readonly List<string> rows = [];
    private readonly List<string> tries = [];
    private readonly Func<DbDataReader, T> map;
    private readonly string columns;

    /// <param name="columns">The columns that the action returns, between commas.</param>
    /// <param name="map">Reads them from a row that begins with them.</param>
    public Decision(string columns, Func<DbDataReader, T> map)
    {
        this.columns = columns;
        this.map = map;
    }

    /// <summary>The rules that may refuse it, in order of precedence.</summary>
    public IReadOnlyList<Rule> Rules => rules;

    /// <summary>The parameters that hold the ids to lock, in locking order.</summary>
    public IReadOnlyList<string> Locks => locks;

    /// <summary>The queries that lock rows, in locking order.</summary>
    public IReadOnlyList<string> Rows => rows;

    /// <summary>The whole statement.</summary>
    public string Sql { get; private set; } = "";

    /// <summary>Reads rows that several rules, or the action, look at.</summary>
    public Decision<T> Read(string name, string query)
    {
        reads.Add($"{name} AS MATERIALIZED (\n    {query}),\n");
        return this;
    }

    /// <summary>Refuses by a rule unless the condition holds. NULL does not hold.</summary>
    public Decision<T> Refuse(Rule rule, string unless)
    {
        rules.Add(rule);
        conditions.Add($"        WHEN ({unless}) IS NOT TRUE THEN '{rule.Code}'\n");
        return this;
    }

    /// <summary>
    /// Keeps other commands from deciding about the same people or booking until the transaction ends.
    /// </summary>
    /// <param name="parameters">Whose ids they are: a TA's before a student's before a booking's.</param>
    public Decision<T> Hold(params string[] parameters)
    {
        locks.AddRange(parameters);
        tries.AddRange(parameters.Select(parameter => $"pg_try_advisory_xact_lock(@{LockParameter(parameter)})"));
        return this;
    }

    /// <summary>
    /// Keeps rows from being changed until the transaction ends, provided that the query still finds them. A rule that
    /// asks the same query sees the database as it was when the statement started.
    /// </summary>
    /// <param name="query">Finds them, and ends with the kind of lock.</param>
    /// <param name="unchanged">The same, provided that they have not changed since something was read.</param>
    public Decision<T> HoldRows(string query, string? unchanged = null)
    {
        rows.Add(query);
        tries.Add($"EXISTS (\n            {unchanged ?? query} SKIP LOCKED)");
        return this;
    }

    /// <summary>Locks the booking's row, provided that it has not changed since <paramref name="read"/>.</summary>
    /// <param name="read">The name of what was read of it, with its <c>xmin</c> as <c>version</c>.</param>
    public Decision<T> HoldBooking(string read)
    {
        rows.Add("SELECT FROM bookings WHERE id = @booking FOR NO KEY UPDATE");
        tries.Add(
            $"""
            EXISTS (
                        SELECT FROM bookings
                        WHERE id = @booking AND xmin = (SELECT version FROM {read}) FOR NO KEY UPDATE SKIP LOCKED)
            """);
        return this;
    }

    /// <summary>
    /// The action to take if <c>refused IS NULL</c> in <c>verdict</c>: common table expressions, of which <c>done</c>
    /// returns the columns.
    /// </summary>
    public Decision<T> Then(string expressions)
    {
        Sql =
            $"""
            WITH {string.Concat(reads)}verdict AS MATERIALIZED (
                SELECT CASE
            {string.Concat(conditions)}        WHEN ({string.Join(" AND ", tries)}) IS NOT TRUE THEN '{Busy}'
                END AS refused),
            {expressions}
            SELECT {columns}, refused FROM verdict LEFT JOIN done ON true
            """;
        return this;
    }

    /// <summary>The name of the parameter that the key of a lock travels in.</summary>
    public static string LockParameter(string parameter) => $"{parameter}_lock";

    /// <summary>Reads the statement's only row.</summary>
    public Verdict<T> Judge(DbDataReader row)
    {
        if (row["refused"] is not string refused)
            return new(Refused: null, IsBusy: false, map(row));
        return refused == Busy
            ? new(Refused: null, IsBusy: true, Done: default)
            : new(rules.First(rule => rule.Code == refused), IsBusy: false, Done: default);
    }
}

/// <summary>The outcome of a decision: refused, not tried because a lock was taken, or done.</summary>
/// <param name="Refused">The rule that refused it.</param>
/// <param name="IsBusy">Whether another transaction holds a lock that it needs.</param>
/// <param name="Done">The answer, unless it was refused or busy.</param>
internal readonly record struct Verdict<T>(Rule? Refused, bool IsBusy, T? Done);
